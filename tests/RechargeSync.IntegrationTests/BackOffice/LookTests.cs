using System.Net;
using System.Text;
using RechargeSync.Console.Client;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Bulk;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>What people see: one order, payloads, deliveries, groups, runs, the overview, the tail.</summary>
[Collection(UsesServers.Name)]
public sealed class LookTests(Servers servers) : ConsoleTest(servers)
{
    [Fact]
    public async Task Order_shows_its_timeline_and_its_next_step()
    {
        var inbox = await Database.DeliverAsync(WorkKey.Order("default", 1));
        await Database.ExecuteAsync($"UPDATE inbox SET state = 1, finished_at = now() WHERE id = {inbox}");
        await OrderAsync(
            1,
            state: 1,
            columns: "payload_inbox_id, desired_hash, retry_at, due_at",
            values: $"{inbox}, '\\x01', now() + interval '1 minute', now() + interval '1 minute'"
        );
        await Database.ExecuteAsync(
            """
            UPDATE orders SET intent = 1, attempts = 1;
            INSERT INTO failed_attempts (store, resource_key, step, reason, status, detail, request_id, trace_parent)
            VALUES ('default', 'order/1', 1, 'server_error', 503, '{"email":"ada@example.com"}', 'r-1',
                '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')
            """
        );

        var detail = await Console.Viewer.OrderAsync("default", 1, default);

        Assert.Equal(
            ["known", "received", "applied", "failed"],
            detail.Timeline.Select(happened => happened.Type),
            StringComparer.Ordinal
        );
        var failed = detail.Timeline[^1];
        Assert.Equal(
            (503, "r-1", "push", "0af7651916cd43dd8448eb211c80319c"),
            (failed.Status, failed.RequestId, failed.Step, failed.TraceId)
        );
        Assert.DoesNotContain("ada", failed.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("push", true), (detail.Next.Step, detail.Next.VerifyFirst));
        Assert.Equal(("retrying", "recharge:default:1"), (detail.Order.State, detail.Order.Reference));
        Assert.Equal(["retry", "place", "ignore"], detail.Actions);
    }

    [Fact]
    public async Task Order_shows_where_it_stands_on_both_sides_and_what_was_remarked()
    {
        await OrderAsync(
            1,
            standing: 2,
            columns: "platform_standing, refunded, platform_refunded, linked_id, released, remarks",
            values: "1, 4.50, 0, 'P9', true, '[{\"member\":\"note\",\"problem\":\"no text\"}]'"
        );
        await OrderAsync(2, standing: 0);

        var detail = await Console.Viewer.OrderAsync("default", 1, default);

        Assert.Equal(("partially_refunded", "paid"), (detail.Standing, detail.PlatformStanding));
        Assert.Equal((4.50m, 0m), (detail.Refunded, detail.PlatformRefunded));
        Assert.Equal(("P9", true), (detail.LinkedId, detail.Released));
        Assert.Equal(new OrderRemark("note", "no text"), Assert.Single(detail.Remarks));
        Assert.Equal(("partially_refunded", 1), (detail.Order.Standing, detail.Order.Remarks));
        var other = await Console.Viewer.OrderAsync("default", 2, default);
        Assert.Equal(("open", 0), (other.Order.Standing, other.Order.Remarks));
        Assert.Null(other.PlatformStanding);
    }

    [Fact]
    public async Task Order_names_the_problem_of_the_delivery_that_could_not_be_read_until_Recharge_has_answered()
    {
        var inbox = await Database.DeliverAsync(WorkKey.Order("default", 1));
        await Database.ExecuteAsync(
            $"UPDATE inbox SET state = 3, reason = 'order.line_items is no list', finished_at = now() WHERE id = {inbox}"
        );
        await OrderAsync(1, state: 1, columns: "question, due_at", values: "'not_understood', now()");

        var asked = await Console.Viewer.OrderAsync("default", 1, default);
        await Database.ExecuteAsync("UPDATE orders SET question = NULL");
        var answered = await Console.Viewer.OrderAsync("default", 1, default);

        Assert.Equal((inbox, "order.line_items is no list"), (asked.Unread!.DeliveryId, asked.Unread.Problem));
        Assert.Equal(("not_understood", "read_order"), (asked.Question, asked.Next.Step));
        Assert.Null(answered.Unread);
    }

    [Fact]
    public async Task Order_of_which_only_an_unread_delivery_is_known_is_told_of_by_it()
    {
        var inbox = await Database.DeliverAsync(WorkKey.Order("default", 1));
        await Database.ExecuteAsync("UPDATE inbox SET state = 3, reason = 'too large', finished_at = now()");

        var refused = await Assert.ThrowsAsync<AdminException>(() => Console.Viewer.OrderAsync("default", 1, default));

        Assert.Equal(404, refused.Status);
        Assert.Contains($"Delivery {inbox} (order/created)", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("too large", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_is_masked_until_an_operator_reveals_it_which_is_on_record()
    {
        var inbox = await Database.DeliverAsync(
            WorkKey.Order("default", 1),
            new OrderBuilder().WithId(1).WithNote("for Ada").Body()
        );
        await OrderAsync(1, columns: "payload_inbox_id", values: $"{inbox}");

        var masked = await Console.Viewer.PayloadAsync("default", 1, default);
        var revealed = await Console.Operator.RevealPayloadAsync(
            "default",
            1,
            new NoteRequest { Note = "ticket 5" },
            default
        );

        Assert.True(masked.Masked);
        Assert.DoesNotContain("for Ada", masked.Body, StringComparison.Ordinal);
        Assert.Contains("for Ada", revealed.Body, StringComparison.Ordinal);
        Assert.Equal("olga reveal default order/1 - ticket 5", Assert.Single(await AuditAsync()));
        Assert.Contains(
            "for Ada",
            (await Console.Operator.RevealDeliveryPayloadAsync(inbox, new NoteRequest(), default)).Body,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await Console.Viewer.AuditAsync("default", null, null, default)).Items.Count);
    }

    [Fact]
    public async Task Lost_connection_is_told_as_a_database_that_is_away()
    {
        using var http = Console.Http(RunningConsole.ViewerKey);
        var acts = new Uri("/admin/v1/acts", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(acts)).StatusCode);
        await Database.RowsAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(acts)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(acts)).StatusCode);
    }

    [Fact]
    public async Task Deliveries_are_listed_by_verdict_store_and_topic()
    {
        for (var i = 1; i <= 5; i++)
        {
            await Database.DeliverAsync(
                WorkKey.Order(i % 2 == 0 ? "classic" : "default", i),
                topic: i == 5 ? "order/updated" : "order/created"
            );
        }

        await Database.ExecuteAsync("UPDATE inbox SET state = 3, reason = 'no id', finished_at = now() WHERE id = 3");
        Assert.Equal([5L, 4, 3, 2, 1], await AllAsync(new DeliveryQuery { Limit = 2 }));
        Assert.Equal([4L, 2], await AllAsync(new DeliveryQuery { Store = "classic", Limit = 1 }));
        Assert.Equal([5L], await AllAsync(new DeliveryQuery { Topic = "order/updated" }));
        Assert.Equal([3L], await AllAsync(new DeliveryQuery { Verdict = "quarantined" }));
        Assert.Equal([5L, 4, 2, 1], await AllAsync(new DeliveryQuery { Verdict = "stored" }));
        Assert.Equal("quarantined", (await Console.Viewer.DeliveryAsync(3, default)).State);
    }

    [Fact]
    public async Task Record_of_what_left_no_row_is_short_and_holds_nothing_of_the_sender()
    {
        using var redis = await Servers.ConnectRedisAsync();
        var record = new RejectedDeliveries(TimeProvider.System);
        using var writer = new RejectedDeliveryWriter(record, redis);
        await writer.StartAsync(default);
        for (var i = 0; i < 500; i++)
        {
            record.Note(new RejectedDelivery("signature_wrong", "default", "order/created", 12));
        }

        await Until.TrueAsync(
            async () => (await Console.Viewer.RejectedDeliveriesAsync(null, null, default)).Items.Count > 0,
            "something is on record"
        );
        await writer.StopAsync(default);

        // A second may have turned over in between.
        var first = await Console.Viewer.RejectedDeliveriesAsync(null, 5, default);
        var all = await Console.Viewer.RejectedDeliveriesAsync(null, 500, default);
        Assert.InRange(all.Items.Count, 1, RejectedDeliveries.PerSecond * 3);
        Assert.Equal(("refused", "default", "order/created", "signature_wrong", 12L), Told(all.Items[0]));
        Assert.All(
            (await Console.Viewer.RejectedDeliveriesAsync(first.Next, 500, default)).Items,
            item => Assert.DoesNotContain(item, first.Items)
        );

        static (string, string, string, string?, long?) Told(RejectedDeliverySummary item) =>
            (item.Verdict, item.Store, item.Topic, item.Reason, item.Bytes);
    }

    [Fact]
    public async Task Dead_letters_are_grouped_counted_and_replayed_by_group()
    {
        for (var id = 1; id <= 3; id++)
        {
            await OrderAsync(
                id,
                state: 4,
                columns: "reason, finished_at",
                values: $"'{(id == 3 ? "timeout" : "refused")}', now()"
            );
        }

        await Database.DeliverAsync(WorkKey.Order("default", 9));
        await Database.ExecuteAsync("UPDATE inbox SET state = 3, reason = 'refused', finished_at = now()");
        var selection = new DeadLetterSelection
        {
            Store = "default",
            Reason = "refused",
            Kind = "order",
        };

        var groups = (await Console.Viewer.DeadLetterGroupsAsync(null, default)).Items;
        Assert.Equal(
            [("order", "refused", 2L), ("delivery", "refused", 1), ("order", "timeout", 1)],
            groups.Select(group => (group.Kind, group.Reason!, group.Count))
        );
        Assert.Equal(2, (await Console.Viewer.CountDeadLettersAsync(selection, default)).Count);
        var job = await Console.Operator.ReplayAllDeadLettersAsync(selection, default);
        Assert.Equal(("waiting", 2), (job.State, job.Total));
        await new BulkWorker(Database).RunAsync();
        Assert.Equal(0, (await Console.Viewer.CountDeadLettersAsync(selection, default)).Count);
    }

    [Fact]
    public async Task Charge_that_was_given_up_is_a_dead_letter_of_its_own_kind()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO charges (store, charge_id, state, reason, intent, attempts, fence, created_at, updated_at, finished_at)
            VALUES ('default', 7, 4, 'server_error', 13, 10, 3, now(), now(), now())
            """
        );
        var overview = await Console.Viewer.OverviewAsync(default);
        var letter = await Console.Viewer.DeadLetterAsync("default", "charge/7", default);

        Assert.Equal(1, overview.Stores.Single(store => store.Store == "default").ChargesDead);
        Assert.Contains(
            overview.Needs,
            need => need.Message.StartsWith("1 charge was given up", StringComparison.Ordinal)
        );
        Assert.Equal("server_error", letter.DeadLetter.Reason);
        var named = new DeadLetterSelection { Store = "default", Ids = ["charge/7"] };
        Assert.Equal(1, (await Console.Operator.ReplayDeadLettersAsync(named, default)).Count);
        Assert.Empty((await Console.Viewer.DeadLettersAsync(new DeadLetterQuery(), default)).Items);
    }

    [Fact]
    public async Task Orders_from_before_go_live_are_counted_and_are_nothing_that_needs_a_person()
    {
        for (var id = 1; id <= 3; id++)
        {
            var reason = id == 3 ? "cancelled_before_placing" : "before_go_live";
            await OrderAsync(id, state: 3, columns: "reason", values: $"'{reason}'");
        }

        var overview = await Console.Viewer.OverviewAsync(default);
        var report = await Console.Viewer.DoctorAsync(default);

        Assert.Equal(
            [2L, 0],
            overview
                .Stores.OrderByDescending(store => store.Store, StringComparer.Ordinal)
                .Select(store => store.BeforeGoLive)
        );
        Assert.Contains(
            overview.Needs,
            need => need is { Action: "review_before_go_live", Severity: "info", Store: "default", Count: 2 }
        );
        Assert.Equal(
            ["classic ok", "default warning"],
            report
                .Checks.Where(check => check.Name == "before_go_live")
                .Select(check => $"{check.Store} {check.Status}")
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.All(
            report.Checks.Where(check => check.Name == "needs_person"),
            check => Assert.Equal("ok", check.Status)
        );
    }

    [Fact]
    public async Task Store_that_no_worker_serves_is_told_of_at_once_by_overview_and_doctor()
    {
        await Database.DeliverAsync(WorkKey.Order("beta", 1));
        await Database.DeliverAsync(WorkKey.Order("default", 1));
        await Database.ExecuteAsync("INSERT INTO stores VALUES ('default', now(), now())");

        var need = (await Console.Viewer.OverviewAsync(default)).Needs[0];
        Assert.Equal(("not_served", "beta", 1L), (need.Kind, need.Store, need.Count));
        Assert.Equal("failed", await WorkersAsync());

        await Database.ExecuteAsync("INSERT INTO stores VALUES ('beta', now(), now())");
        Assert.DoesNotContain((await Console.Viewer.OverviewAsync(default)).Needs, other => other.Kind == "not_served");
        Assert.Equal("ok", await WorkersAsync());

        await Database.ExecuteAsync("UPDATE stores SET served_at = now() - interval '5 minutes' WHERE name = 'beta'");
        Assert.Equal("not_served", (await Console.Viewer.OverviewAsync(default)).Needs[0].Kind);

        async Task<string> WorkersAsync() =>
            (await Console.Viewer.DoctorAsync(default)).Checks.Single(check => check.Name == "workers").Status;
    }

    [Fact]
    public async Task Doctor_warns_of_what_needs_a_person()
    {
        await OrderAsync(1, state: 4, columns: "reason, finished_at", values: "'no_lines', now()");
        await Database.DeliverAsync(WorkKey.Order("default", 9));
        await Database.ExecuteAsync("UPDATE inbox SET state = 3, reason = 'order.id', finished_at = now()");

        var check = (await Console.Viewer.DoctorAsync(default)).Checks.Single(check =>
            check is { Name: "needs_person", Store: "default" }
        );

        Assert.Equal(("warning", "What needs a person: 1 order, 1 delivery."), (check.Status, check.Message));
    }

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

    [Fact]
    public async Task Overview_counts_what_waits_and_what_was_done()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, received_at, finished_at)
            SELECT 'default', 'order/created', 'order/' || n, int4send(n), '\x7b7d', 1,
                now() - interval '10 seconds', now() FROM generate_series(1, 4) AS n
            """
        );
        await OrderAsync(
            1,
            columns: "order_written_at",
            values: "(SELECT received_at FROM inbox WHERE resource_key = 'order/1') + interval '2 seconds'"
        );
        await OrderAsync(
            2,
            columns: "order_written_at",
            values: "(SELECT received_at FROM inbox WHERE resource_key = 'order/2') + interval '4 seconds'"
        );
        await OrderAsync(3, state: 1, columns: "due_at", values: "now() + interval '30 seconds'");
        await OrderAsync(4, state: 4, columns: "reason, finished_at", values: "'refused', now()");

        var overview = await Console.Viewer.OverviewAsync(default);
        var series = await Console.Viewer.SeriesAsync("hour", "default", default);

        var store = overview.Stores.Single(one => one.Store == "default");
        Assert.Equal((4L, 2L, 1L, 1L), (store.Accepted, store.Synced, store.Active, store.Dead));
        Assert.InRange(store.FreshnessMs, 50_000, 600_000);
        Assert.NotNull(store.RateLimit);
        Assert.NotNull(overview.Stream);
        Assert.Contains(overview.Needs, need => need is { Action: "review_dead_letters", Reason: "refused", Count: 1 });
        var points = Assert.Single(series.Stores).Points;
        Assert.Equal(
            (4L, 2L, 1L),
            (points.Sum(point => point.Accepted), points.Sum(point => point.Synced), points.Sum(point => point.Dead))
        );
        Assert.InRange(points.Max(point => point.WriteBackP95Ms ?? 0), 3500, 4500);
    }

    [Fact]
    public async Task Tail_tells_what_happens_and_nothing_of_before()
    {
        await Database.DeliverAsync(WorkKey.Order("default", 1));
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var listening = Task.Run(async () =>
        {
            await foreach (var happened in Console.Viewer.LiveAsync(enough.Token))
            {
                return happened;
            }

            return null;
        });

        // Somebody listens once the poller has its place; what comes before that is not told.
        LiveEvent? first = null;
        for (var id = 2L; first is null && !enough.IsCancellationRequested; id++)
        {
            await Database.DeliverAsync(WorkKey.Order("default", id));
            first =
                await Task.WhenAny(
                    listening,
                    Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, enough.Token)
                ) == listening
                    ? await listening
                    : null;
        }

        Assert.Equal(("delivery", "default"), (first!.Type, first.Store));
        Assert.NotEqual("order/1", first.Resource, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Tail_tells_of_rejected_deliveries_and_of_none_before()
    {
        using var redis = await Servers.ConnectRedisAsync();
        var record = new RejectedDeliveries(TimeProvider.System);
        using var writer = new RejectedDeliveryWriter(record, redis);
        await writer.StartAsync(default);
        record.Note(new RejectedDelivery("before", "default", "order/created", 12));
        await Until.TrueAsync(
            async () => (await Console.Viewer.RejectedDeliveriesAsync(null, null, default)).Items.Count > 0,
            "what came before is on record"
        );

        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var listening = Task.Run(async () =>
        {
            await foreach (var happened in Console.Viewer.LiveAsync(enough.Token))
            {
                if (happened.Type == LiveEventTypes.Rejected)
                {
                    return happened;
                }
            }

            return null;
        });
        await Until.TrueAsync(
            () =>
            {
                record.Note(new RejectedDelivery("signature_wrong", "default", "order/created", 12));
                return Task.FromResult(listening.IsCompleted);
            },
            "the tail tells of a rejected delivery"
        );
        await writer.StopAsync(default);

        var told = (await listening)!;
        Assert.Equal(("default", "", "warning"), (told.Store, told.Resource, told.Outcome));
        Assert.Contains("signature_wrong", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_is_explained_from_the_stores_own_secrets()
    {
        var body = """{"order":{"id":1}}""";
        var hmac = Convert.ToHexStringLower(
            System.Security.Cryptography.HMACSHA256.HashData("the-default-secret"u8, Encoding.UTF8.GetBytes(body))
        );
        var answer = await Console.Viewer.ExplainSignatureAsync(
            new ExplainSignatureRequest
            {
                Store = "default",
                Body = body,
                Legacy = hmac,
            },
            default
        );
        Assert.Equal(("hmac_instead_of_hash", false, 1), (answer.Cause, answer.Accepted, answer.SecretNumber));
    }

    [Fact]
    public async Task Doctor_says_of_each_thing_what_to_do()
    {
        var report = await Console.Viewer.DoctorAsync(default);
        Assert.False(report.Healthy);
        Assert.All(
            new[] { "postgres", "migrations", "indexes", "transactions", "dead_rows", "redis", "eviction", "workers" },
            name => Assert.Equal("ok", report.Checks.Single(check => check.Name == name).Status)
        );
        Assert.All(
            report.Checks.Where(check => check.Status != "ok"),
            check => Assert.False(string.IsNullOrEmpty(check.Advice))
        );
        Assert.Equal("failed", report.Checks.First(check => check is { Name: "platform", Store: "default" }).Status);
    }

    /// <summary>These stores accept it.</summary>
    [Fact]
    public async Task Doctor_tells_whether_the_legacy_signature_is_still_needed()
    {
        Assert.Contains("no delivery is known that needed it", await MessageAsync(), StringComparison.Ordinal);

        using var redis = await Servers.ConnectRedisAsync(flush: false);
        new LegacyUse(redis, TimeProvider.System).Note("default");
        await Until.TrueAsync(
            async () => (await MessageAsync()).Contains("was last needed at", StringComparison.Ordinal),
            "the doctor knows of the delivery"
        );

        async Task<string> MessageAsync()
        {
            var report = await Console.Viewer.DoctorAsync(default);
            var check = report.Checks.Single(check => check is { Name: "signatures", Store: "default" });
            Assert.Equal("warning", check.Status);
            return check.Message;
        }
    }

    private Task<IReadOnlyList<string>> JobsAsync() =>
        Database.RowsAsync(
            "SELECT store, job, due_at <= now(), backfill_from FROM reconciliation_jobs WHERE store <> '' "
                + "ORDER BY store, job"
        );

    private async Task<List<long>> AllAsync(DeliveryQuery query)
    {
        var all = new List<long>();
        do
        {
            var page = await Console.Viewer.DeliveriesAsync(query, default);
            all.AddRange(page.Items.Select(item => item.Id));
            query = query with { Cursor = page.Next };
        } while (query.Cursor is not null);

        return all;
    }
}
