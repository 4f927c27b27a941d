using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>How operators change rows, each change with its entry in the audit log.</summary>
[Collection(UsesServers.Name)]
public sealed class OperatorActionTests(Servers servers) : IAsyncLifetime
{
    private static readonly OperatorAction s_action = new("olive", "replay", "again");

    private static readonly string[] s_all = ["order/1", "order/2", "checkout/t", "delivery/1", "delivery/2"];

    private TestDatabase _database = null!;
    private DeadLetterTable _letters = null!;
    private OrderActions _orders = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        (_letters, _orders) = (new DeadLetterTable(_database.Source), new OrderActions(_database.Source));
        await _database.ExecuteAsync(
            """
            INSERT INTO orders (store, order_id, state, reason, intent, attempts, failing_since, fence, finished_at,
                created_at, updated_at)
            SELECT 'default', n, 4, 'refused', 1, 3, now(), 5, now(), now(), now() FROM generate_series(1, 2) AS n;
            INSERT INTO carts (store, token, state, reason, intent, fence, finished_at, created_at, updated_at)
            VALUES ('default', 't', 4, 'refused', 6, 5, now(), now(), now());
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, reason, sweeps, finished_at)
            VALUES ('default', 'order/created', 'order/9', '\x01', '', 3, 'what', 7, now()),
                ('default', 'order/created', '', '\x02', '', 3, 'what', 7, now());
            """
        );
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Revived_rows_begin_anew_and_their_intent_stays()
    {
        Assert.Equal(4, await _letters.ReviveAsync("default", s_all, s_action, CancellationToken.None));
        const string Work = "state, reason, intent, attempts, failing_since, finished_at, fence, due_at <= now()";
        Assert.Equal(["1 - 1 0 - - 6 True", "1 - 1 0 - - 6 True"], await RowsAsync($"SELECT {Work} FROM orders"));
        Assert.Equal(["1 - 6 0 - - 6 True"], await RowsAsync($"SELECT {Work} FROM carts"));
        Assert.Equal(
            ["0 - 0 -", "3 what 7 True"],
            await RowsAsync("SELECT state, reason, sweeps, finished_at <= now() FROM inbox ORDER BY id")
        );
        Assert.Equal(
            [
                "checkout/t olive replay again refused",
                "delivery/1 olive replay again what",
                "order/1 olive replay again refused",
                "order/2 olive replay again refused",
            ],
            await RowsAsync("SELECT resource_key, actor, action, note, reason FROM audit_log ORDER BY resource_key")
        );
    }

    [Fact]
    public async Task Discarded_rows_keep_their_reason_and_are_not_due()
    {
        string[] some = ["order/2", "checkout/t", "delivery/2"];
        Assert.Equal(3, await _letters.DiscardAsync("default", some, s_action, CancellationToken.None));
        Assert.Equal(
            ["1 4 refused 5 -", "2 3 refused 6 -"],
            await RowsAsync("SELECT order_id, state, reason, fence, due_at FROM orders ORDER BY order_id")
        );
        Assert.Equal(["3"], await RowsAsync("SELECT state FROM carts"));
        Assert.Equal(["3", "2"], await RowsAsync("SELECT state FROM inbox ORDER BY id"));
        Assert.Equal(3, await _database.ScalarAsync<long>("SELECT count(*) FROM audit_log"));
    }

    [Fact]
    public async Task Ids_that_name_no_dead_letter_of_the_store_are_left_out()
    {
        string[] ids =
        [
            "order/1",
            "order/1",
            "order/x",
            "order/3",
            "checkout/",
            "charge/1",
            "delivery/-1",
            "parcel/2",
            "",
        ];
        Assert.Equal(1, await _letters.CountAsync("default", ids, CancellationToken.None));
        Assert.Equal(0, await _letters.CountAsync("classic", ids, CancellationToken.None));
        Assert.Equal(1, await _letters.ReviveAsync("default", ids, s_action, CancellationToken.None));
    }

    [Fact]
    public async Task Order_that_has_moved_on_is_left_alone_and_nothing_is_recorded()
    {
        var row = Row(1);
        Assert.True(await _orders.RetryAsync(row, s_action, CancellationToken.None));
        Assert.False(await _orders.RetryAsync(row, s_action, CancellationToken.None));
        Assert.False(await _orders.DiscardAsync(row, s_action, CancellationToken.None));
        Assert.Equal(["1 6"], await RowsAsync("SELECT state, fence FROM orders WHERE order_id = 1"));
        Assert.Single(await RowsAsync("SELECT 1 FROM audit_log"));
    }

    [Fact]
    public async Task Order_that_a_worker_holds_is_left_to_it()
    {
        await _database.ExecuteAsync("UPDATE orders SET lease_owner = 'one#1', due_at = now() + interval '1 minute'");
        Assert.False(await _orders.RedoAsync(Row(1), WorkStep.Push, s_action, CancellationToken.None));
        Assert.Empty(await RowsAsync("SELECT 1 FROM audit_log"));
    }

    [Fact]
    public async Task Step_that_no_order_has_cannot_be_redone() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            _orders.RedoAsync(Row(1), WorkStep.ClearCart, s_action, CancellationToken.None)
        );

    private static OrderRow Row(long id) =>
        new()
        {
            Store = "default",
            OrderId = id,
            Work = new() { State = WorkState.Dead, Fence = 5 },
        };

    private Task<IReadOnlyList<string>> RowsAsync(string sql) => _database.RowsAsync(sql);
}
