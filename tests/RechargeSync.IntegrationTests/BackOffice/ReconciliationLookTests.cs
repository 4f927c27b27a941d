using RechargeSync.Console.Client;
using RechargeSync.IntegrationTests.Bulk;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>Runs of reconciliation that people ask for, and what they heal.</summary>
[Collection(UsesServers.Name)]
public sealed class ReconciliationLookTests(Servers servers) : ConsoleTest(servers)
{
    [Fact]
    public async Task Dry_run_is_asked_for_marked_as_one_and_tells_nothing_of_how_the_store_stands()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO reconciliation_jobs (store, job, due_at, covered_to)
                VALUES ('default', 0, now() + interval '1 hour', now());
            INSERT INTO reconciliation_runs (store, cause, worker, started_at, finished_at, from_at, stage, missing, dry_run)
                VALUES ('default', 1, 'a', now() - interval '1 hour', now(), now() - interval '1 day', 2, 0, false),
                    ('default', 3, 'a', now(), now(), now() - interval '1 day', 2, 2, true);
            INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed)
                SELECT r.id, 'default', n, 0, d, false
                FROM (SELECT max(id) AS id FROM reconciliation_runs) AS r,
                    (VALUES (1, 'unknown'), (2, 'dead_letter: no_lines')) AS f (n, d)
            """
        );

        await Console.Operator.ReconcileAsync(new ReconcileRequest { Store = "default", DryRun = true }, default);
        var runs = (await Console.Viewer.ReconciliationRunsAsync("default", null, null, default)).Items;
        var findings = (await Console.Viewer.FindingsAsync(runs[0].Id, null, null, default)).Items;
        var overview = await Console.Viewer.OverviewAsync(default);

        Assert.Equal(
            "True True",
            Assert.Single(
                await Database.RowsAsync("SELECT due_at <= now(), dry_run_from IS NOT NULL FROM reconciliation_jobs")
            )
        );
        Assert.Equal("dry_run", Assert.Single(await AuditAsync()).Split(' ')[1]);
        Assert.Equal([("dry_run", true), ("schedule", false)], runs.Select(run => (run.Cause, run.DryRun)));
        Assert.Equal([true, false], findings.Select(finding => finding.Mendable));
        Assert.All(findings, finding => Assert.False(finding.Healed));
        Assert.Equal(runs[1].Id, overview.Stores.Single(store => store.Store == "default").LastReconciliation!.Id);
        Assert.DoesNotContain(overview.Needs, need => need.Kind == "drift");
    }

    [Fact]
    public async Task Run_that_is_asked_for_is_due_at_once_and_one_under_way_is_followed_by_another()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO reconciliation_jobs (store, job, due_at, covered_to)
                VALUES ('default', 0, now() + interval '1 hour', now()), ('default', 1, now() + interval '1 hour',
                    now());
            INSERT INTO reconciliation_jobs (store, job, due_at, covered_to, lease_owner)
                VALUES ('classic', 0, now() + interval '1 minute', '2026-03-01 12:00Z', 'a#1')
            """
        );

        await Console.Operator.ReconcileAsync(new ReconcileRequest { Store = "default" }, default);
        await Console.Operator.ReconcileAsync(
            new ReconcileRequest { Store = "classic", Since = DateTimeOffset.Parse("2026-02-01T00:00:00Z", null) },
            default
        );
        await Console.Operator.RepairSubscriptionsAsync("default", new NoteRequest(), default);

        Assert.Equal(["default 0 True -", "default 1 True -"], (await JobsAsync()).Skip(1), StringComparer.Ordinal);
        Assert.Equal(
            "True False",
            Assert.Single(
                await Database.RowsAsync(
                    "SELECT backfill_from = '2026-02-01T00:00:00Z'::timestamptz, "
                        + "due_at <= now() FROM reconciliation_jobs WHERE store = 'classic'"
                )
            )
        );
        Assert.Equal(
            ["reconcile default", "reconcile classic", "repair default"],
            (await AuditAsync()).Select(act => string.Join(' ', act.Split(' ')[1..3])),
            StringComparer.Ordinal
        );
        Assert.Equal(
            404,
            (
                await Assert.ThrowsAsync<AdminException>(() =>
                    Console.Operator.ReconcileAsync(new ReconcileRequest { Store = "nowhere" }, default)
                )
            ).Status
        );
        Assert.Equal(
            409,
            (
                await Assert.ThrowsAsync<AdminException>(() =>
                    Console.Operator.RepairSubscriptionsAsync("classic", new NoteRequest(), default)
                )
            ).Status
        );
    }

    [Fact]
    public async Task Healing_repeats_the_run_over_its_stretch_and_replays_what_is_dead_of_it()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO reconciliation_jobs (store, job, due_at, covered_to)
                VALUES ('default', 0, now() + interval '1 hour', now());
            INSERT INTO reconciliation_runs (store, cause, worker, started_at, finished_at, from_at, stage,
                different) VALUES ('default', 1, 'a', now(), now(), now() - interval '1 day', 2, 1);
            INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed)
                SELECT id, 'default', 1, 2, 'changed', true FROM reconciliation_runs
            """
        );
        await OrderAsync(1, state: 4, columns: "reason", values: "'refused'");
        var run = Assert.Single((await Console.Viewer.ReconciliationRunsAsync(null, null, null, default)).Items);
        Assert.Equal(
            ("changed", "dead"),
            (
                (await Console.Viewer.FindingsAsync(run.Id, null, null, default)).Items[0].Detail,
                (await Console.Viewer.FindingsAsync(run.Id, null, null, default)).Items[0].OrderState
            )
        );

        var result = await Console.Operator.HealAsync(new HealRequest { RunId = run.Id }, default);

        Assert.Equal((1, run.Id), (result.Job!.Total, result.AfterRunId));
        await new BulkWorker(Database).RunAsync();
        Assert.Equal("1", await RowAsync(1, "state"));
        Assert.Equal(
            "True True",
            Assert.Single(
                await Database.RowsAsync(
                    "SELECT due_at <= now(), backfill_from <= now() - interval '23 hours' FROM reconciliation_jobs"
                )
            )
        );
        Assert.Equal(
            [
                $"olga heal default run/{run.Id} - -",
                $"olga bulk_heal default job/{result.Job.Id} 1 order run/{run.Id} -",
                "olga replay default order/1 refused -",
                $"olga bulk_done default job/{result.Job.Id} 1 of 1 -",
            ],
            await AuditAsync()
        );
    }

    private Task<IReadOnlyList<string>> JobsAsync() =>
        Database.RowsAsync(
            "SELECT store, job, due_at <= now(), backfill_from FROM reconciliation_jobs WHERE store <> '' "
                + "ORDER BY store, job"
        );
}
