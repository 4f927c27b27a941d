using System.Globalization;
using RechargeSync.Core.Bulk;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.IntegrationTests.Work;

namespace RechargeSync.IntegrationTests.Bulk;

/// <summary>
/// An operator's act on many rows: in pages, at a pace, once for each row, and with an end at any time.
/// </summary>
[Collection(UsesServers.Name)]
public sealed class BulkJobTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private BulkRequests _requests = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _requests = new BulkRequests(_database.Source);
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Fifty_thousand_dead_letters_of_a_reason_are_given_back_and_each_is_recorded()
    {
        await DeadAsync(1, 50_000);
        await DeadAsync(50_001, 50_010, reason: "timeout");
        var id = await StartAsync(total: 50_000, reason: "refused");

        await new BulkWorker(_database).RunAsync();

        Assert.Equal("50000 of 50000 finished", await JobAsync(id));
        Assert.Equal(["1 50000", "4 10"], await RowsAsync("SELECT state, count(*) FROM orders GROUP BY 1 ORDER BY 1"));
        Assert.Equal(
            ["replay refused 50000"],
            await RowsAsync(
                "SELECT action, reason, count(DISTINCT resource_key) FROM audit_log WHERE resource_key LIKE 'order/%' GROUP BY 1, 2"
            )
        );
        Assert.Equal(
            ["olive bulk_replay 50000 refused after the repair", "olive bulk_done 50000 of 50000 after the repair"],
            await RowsAsync(
                "SELECT actor, action, reason, note FROM audit_log WHERE resource_key LIKE 'job/%' ORDER BY id"
            )
        );
    }

    [Fact]
    public async Task What_is_given_back_is_due_one_after_the_other_at_the_rate()
    {
        await DeadAsync(1, 1_000);
        var id = await StartAsync(total: 1_000);

        await new BulkWorker(_database, new BulkOptions { Rate = 100, Window = 10_000 }).TurnAsync();

        Assert.Equal("500 of 1000 open", await JobAsync(id));
        Assert.Equal(
            ["500 00:00:04.9900000 True"],
            await RowsAsync(
                """
                SELECT count(*), max(due_at) - min(due_at),
                    (SELECT count(*) FROM orders AS later JOIN orders AS earlier ON earlier.order_id = later.order_id - 1
                        WHERE later.due_at <= earlier.due_at) = 0
                FROM orders WHERE state = 1
                """
            )
        );

        // The next page is taken a moment before this one is worked off, so that the pace has no gaps.
        Assert.Equal(
            ["00:00:05 True"],
            await RowsAsync(
                """
                SELECT paced_to - (SELECT min(due_at) FROM orders WHERE state = 1),
                    abs(extract(epoch FROM paced_to - due_at) - 1) < 0.5
                FROM bulk_jobs
                """
            )
        );
    }

    [Fact]
    public async Task Jobs_that_give_rows_back_at_the_same_time_share_the_rate()
    {
        await DeadAsync(1, 1_000);
        var id = await StartAsync(total: 1_000);
        await StartAsync(total: 1_000, reason: "at it");
        await StartAsync(total: 1_000, act: BulkAct.Discard);
        await StartAsync(total: 1_000, reason: "waits for room");
        await _database.ExecuteAsync(
            $"""
            UPDATE bulk_jobs SET due_at = now() + interval '1 hour',
                paced_to = now() + CASE WHEN reason = 'waits for room' THEN -1 ELSE 1 END * interval '1 minute'
            WHERE id <> {id}
            """
        );

        await new BulkWorker(_database, new BulkOptions { Rate = 100, Window = 10_000 }).TurnAsync();

        Assert.Equal(
            ["250 00:00:04.9800000"],
            await RowsAsync("SELECT count(*), max(due_at) - min(due_at) FROM orders WHERE state = 1")
        );
    }

    [Fact]
    public async Task Job_waits_while_as_many_of_its_orders_are_on_their_way_as_there_may_be()
    {
        await DeadAsync(1, 50);
        var id = await StartAsync(total: 50);
        var worker = new BulkWorker(_database, new BulkOptions { Rate = 10_000, Window = 20 });

        await worker.RunAsync();
        Assert.Equal("20 of 50 open", await JobAsync(id));

        await _database.ExecuteAsync("UPDATE orders SET state = 2, due_at = NULL WHERE state = 1 AND order_id <= 15");
        await _database.ExecuteAsync("UPDATE bulk_jobs SET due_at = now()");
        await worker.RunAsync();
        Assert.Equal("35 of 50 open", await JobAsync(id));
    }

    [Fact]
    public async Task Orders_that_a_job_gave_back_leave_the_call_budget_to_fresh_ones()
    {
        await DeadAsync(1, 2);
        await StartAsync(total: 2);
        await new BulkWorker(_database).RunAsync();
        Assert.Equal(["True", "True"], await RowsAsync("SELECT is_backfill FROM orders"));

        // What an operator asks for by name is as urgent as an order that has just come in.
        await _database.ExecuteAsync("UPDATE orders SET state = 4, due_at = NULL, fence = 9 WHERE order_id = 1");
        var row = new OrderRow
        {
            Store = "default",
            OrderId = 1,
            Work = new() { State = WorkState.Dead, Fence = 9 },
        };
        await new OrderActions(_database.Source).RetryAsync(row, new OperatorAction("olive", "retry", null), default);
        Assert.Equal(["1 False", "2 True"], await RowsAsync("SELECT order_id, is_backfill FROM orders ORDER BY 1"));
    }

    [Fact]
    public async Task News_from_Recharge_makes_an_order_that_a_job_gave_back_a_fresh_one()
    {
        using var redis = await servers.ConnectRedisAsync();
        using var world = new FaultyWorld(seed: 1, faults: 0);
        await using var worker = new Worker("one", _database, redis, world);
        await DeadAsync(7, 7);
        await StartAsync(total: 1);
        await new BulkWorker(_database).RunAsync();
        var key = WorkKey.Order("default", 7);
        await _database.DeliverAsync(key);

        await worker.Loop.RunAsync(key, CancellationToken.None);

        Assert.Equal(["False"], await RowsAsync("SELECT is_backfill FROM orders"));
    }

    [Fact]
    public async Task What_is_given_up_again_or_anew_while_the_job_goes_on_is_not_its_business()
    {
        await DeadAsync(1, 600);
        var id = await StartAsync(total: 600, kind: "order");
        var worker = new BulkWorker(_database, new BulkOptions { Rate = 200, Window = 10_000 });
        await worker.TurnAsync();
        await _database.ExecuteAsync(
            "UPDATE orders SET state = 4, reason = 'refused', due_at = NULL, finished_at = now() WHERE order_id = 7"
        );
        await DeadAsync(700, 700);

        await _database.ExecuteAsync("UPDATE bulk_jobs SET due_at = now()");
        await worker.TurnAsync();

        Assert.Equal("600 of 600 finished", await JobAsync(id));
        Assert.Equal(["7", "700"], await RowsAsync("SELECT order_id FROM orders WHERE state = 4 ORDER BY 1"));
    }

    [Fact]
    public async Task Stopped_job_leaves_what_it_has_done_and_says_how_much()
    {
        await DeadAsync(1, 1_000);
        var id = await StartAsync(total: 1_000);
        var worker = new BulkWorker(_database, new BulkOptions { Rate = 100, Window = 10_000 });
        await worker.TurnAsync();

        Assert.True(await _requests.StopAsync(id, new OperatorAction("otto", "bulk_stop", null), default));
        await _database.ExecuteAsync("UPDATE bulk_jobs SET due_at = now()");
        await worker.RunAsync();

        Assert.Equal("500 of 1000 stopped by otto", await JobAsync(id));
        Assert.Equal(["1 500", "4 500"], await RowsAsync("SELECT state, count(*) FROM orders GROUP BY 1 ORDER BY 1"));
        Assert.Equal(
            ["otto 500 of 1000"],
            await RowsAsync("SELECT actor, reason FROM audit_log WHERE action = 'bulk_stop'")
        );
        Assert.False(await _requests.StopAsync(id, new OperatorAction("otto", "bulk_stop", null), default));
    }

    [Fact]
    public async Task Worker_that_has_lost_the_job_changes_no_row()
    {
        await DeadAsync(1, 10);
        var key = BulkJobTable.KeyOf("default", await StartAsync(total: 10));
        var (sleeper, successor) = (new BulkWorker(_database), new BulkWorker(_database, name: "two"));
        var claim = await sleeper.Table.ClaimAsync(key, default);
        await _database.ExecuteAsync("UPDATE bulk_jobs SET due_at = now()");
        Assert.NotNull(await successor.Table.ClaimAsync(key, default));

        var page = BulkPlan.Next(claim!.Row.Facts, BulkPlan.Unloaded, BulkWorker.Unpaced)!;
        Assert.Null(await sleeper.Table.DoAsync(claim.Row, page, default));
        Assert.Equal(["4 10"], await RowsAsync("SELECT state, count(*) FROM orders GROUP BY 1"));
        Assert.Empty(await RowsAsync("SELECT 1 FROM audit_log WHERE action = 'replay'"));
    }

    [Fact]
    public async Task Job_that_a_worker_left_behind_goes_on_where_it_was()
    {
        await DeadAsync(1, 700);
        var key = BulkJobTable.KeyOf("default", await StartAsync(total: 700));
        var gone = new BulkWorker(_database);
        var claim = await gone.Table.ClaimAsync(key, default);
        await gone.Table.DoAsync(
            claim!.Row,
            BulkPlan.Next(claim.Row.Facts, BulkPlan.Unloaded, BulkWorker.Unpaced)!,
            default
        );
        await _database.ExecuteAsync("UPDATE bulk_jobs SET due_at = now()");

        await new BulkWorker(_database, name: "two").RunAsync();

        Assert.Equal("700 of 700 finished", await JobAsync(key.Resource.BulkJobId));
        Assert.Equal(
            ["700 700"],
            await RowsAsync(
                "SELECT count(*), count(DISTINCT resource_key) FROM audit_log WHERE resource_key LIKE 'order/%'"
            )
        );
    }

    [Fact]
    public async Task Who_asks_twice_for_the_same_gets_the_same_job_and_a_new_one_once_that_has_ended()
    {
        await DeadAsync(1, 3);
        var first = await StartAsync(total: 3, reason: "refused");
        Assert.Equal(first, await StartAsync(total: 3, reason: "refused"));
        Assert.NotEqual(first, await StartAsync(total: 3));

        await new BulkWorker(_database).RunAsync();
        var again = await StartAsync(total: 0, reason: "refused");
        await new BulkWorker(_database).RunAsync();

        Assert.NotEqual(first, again);
        Assert.Equal("0 of 0 finished", await JobAsync(again));
    }

    [Fact]
    public async Task Job_without_kind_goes_through_all_four_tables()
    {
        await DeadAsync(1, 1);
        await _database.ExecuteAsync(
            """
            INSERT INTO carts (store, token, state, reason, intent, fence, finished_at, created_at, updated_at)
            VALUES ('default', 't', 4, 'refused', 6, 5, now(), now(), now());
            INSERT INTO charges (store, charge_id, state, reason, intent, attempts, fence, created_at, updated_at, finished_at)
            VALUES ('default', 7, 4, 'refused', 13, 10, 3, now(), now(), now());
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, reason, sweeps, finished_at)
            VALUES ('default', 'order/created', 'order/9', '\x01', '', 3, 'refused', 7, now()),
                ('default', 'order/created', '', '\x02', '', 3, 'refused', 7, now());
            """
        );
        var id = await StartAsync(total: 5, reason: "refused");

        await new BulkWorker(_database).RunAsync();

        Assert.Equal("4 of 5 finished", await JobAsync(id));
        Assert.Equal(
            ["1", "1", "1", "0", "3"],
            await RowsAsync(
                "SELECT state FROM orders UNION ALL SELECT state FROM carts UNION ALL SELECT state FROM charges UNION ALL (SELECT state FROM inbox ORDER BY id)"
            )
        );
    }

    [Fact]
    public async Task Discarding_keeps_the_reason_and_makes_nothing_due()
    {
        await DeadAsync(1, 1_200);
        var id = await StartAsync(total: 1_200, act: BulkAct.Discard);

        await new BulkWorker(_database, new BulkOptions { Rate = 0.1, Window = 1 }).RunAsync();

        Assert.Equal("1200 of 1200 finished", await JobAsync(id));
        Assert.Equal(
            ["3 refused - 1200"],
            await RowsAsync("SELECT state, reason, max(due_at), count(*) FROM orders GROUP BY 1, 2")
        );
        Assert.Equal(["ignore 1200"], await ActsAsync());
    }

    [Fact]
    public async Task Ignored_orders_of_a_reason_are_placed_but_for_those_that_the_platform_has()
    {
        await _database.ExecuteAsync(
            """
            INSERT INTO orders (store, order_id, state, reason, intent, fence, created_at, updated_at, platform_order_id)
            SELECT 'default', n, 3, CASE n WHEN 1 THEN 'cancelled_before_placing' ELSE 'before_go_live' END, 1, 5, now(), now(),
                CASE n WHEN 2 THEN 'p2' END
            FROM generate_series(1, 4) AS n
            """
        );
        await StartAsync(total: 2, act: BulkAct.Place, reason: "before_go_live");

        await new BulkWorker(_database).RunAsync();

        Assert.Equal(
            ["1 3 False", "2 3 False", "3 1 True", "4 1 True"],
            await RowsAsync("SELECT order_id, state, released FROM orders ORDER BY 1")
        );
        Assert.Equal(["place 2"], await ActsAsync());
    }

    [Fact]
    public async Task Healing_gives_back_the_dead_orders_that_the_run_has_found()
    {
        await DeadAsync(1, 5);
        await _database.ExecuteAsync(
            """
            INSERT INTO reconciliation_runs (store, cause, worker, started_at, from_at, stage)
            VALUES ('default', 1, 'a', now(), now(), 2), ('classic', 1, 'a', now(), now(), 2);
            INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed)
            VALUES (1, 'default', 2, 2, 'changed', true), (1, 'default', 2, 2, 'twice', true),
                (1, 'default', 4, 2, 'changed', true), (2, 'classic', 5, 2, 'changed', true)
            """
        );
        await StartAsync(total: 2, act: BulkAct.Heal, run: 1);

        await new BulkWorker(_database).RunAsync();

        Assert.Equal(["2", "4"], await RowsAsync("SELECT order_id FROM orders WHERE state = 1 ORDER BY 1"));
        Assert.Equal(["replay 2"], await ActsAsync());
    }

    private Task<long> StartAsync(
        int total,
        string? reason = null,
        BulkAct act = BulkAct.Replay,
        string? kind = null,
        long? run = null
    ) =>
        _requests.StartAsync(
            new BulkJobRow
            {
                Store = "default",
                Act = act,
                Kind = kind,
                Reason = reason,
                RunId = run,
                Actor = "olive",
                Note = "after the repair",
                Total = total,
            },
            default
        );

    private Task<int> DeadAsync(int from, int to, string reason = "refused") =>
        _database.ExecuteAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO orders (store, order_id, state, reason, intent, attempts, failing_since, fence, finished_at,
                    created_at, updated_at)
                SELECT 'default', n, 4, '{reason}', 1, 3, now(), 5, now(), now(), now() FROM generate_series({from}, {to}) AS n
                """
            )
        );

    private async Task<string> JobAsync(long id) =>
        Assert.Single(
            await RowsAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    SELECT done || ' of ' || total || CASE WHEN stopped_by IS NOT NULL THEN ' stopped by ' || stopped_by
                        WHEN finished_at IS NOT NULL THEN ' finished' ELSE ' open' END
                    FROM bulk_jobs WHERE id = {id}
                    """
                )
            )
        );

    private Task<IReadOnlyList<string>> ActsAsync() =>
        RowsAsync("SELECT action, count(*) FROM audit_log WHERE resource_key NOT LIKE 'job/%' GROUP BY 1");

    private Task<IReadOnlyList<string>> RowsAsync(string sql) => _database.RowsAsync(sql);
}
