using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>A worker wrote to the platform when the order was another one's already.</summary>
[Collection(UsesServers.Name)]
public sealed class LateWriteTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private LateWriteTable _late = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _late = new LateWriteTable(_database.Source);
        await _database.ExecuteAsync(
            """
            INSERT INTO orders (store, order_id, state, intent, fence, created_at, updated_at, platform_order_id, pushed_hash, platform_standing)
            VALUES ('default', 1, 2, 0, 7, now(), now(), 'p1', '\x01', 3)
            """
        );
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Update_that_came_late_is_sent_once_more_under_a_new_lease()
    {
        await _late.NoteAsync("default", 1, WorkStep.UpdatePlatform, CancellationToken.None);
        Assert.Equal(1, await _late.UndoAsync(CancellationToken.None));
        Assert.Equal(["True 8 3"], await RowAsync("pushed_hash IS NULL AND due_at <= now(), fence, platform_standing"));
        Assert.Equal(0, await _late.UndoAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Refund_that_came_late_is_told_once_more()
    {
        await _late.NoteAsync("default", 1, WorkStep.RefundOnPlatform, CancellationToken.None);
        await _late.UndoAsync(CancellationToken.None);
        Assert.Equal(["True True"], await RowAsync("platform_standing IS NULL, pushed_hash IS NOT NULL"));
    }

    [Fact]
    public async Task It_waits_for_the_lease_of_the_worker_that_has_the_order()
    {
        await _database.ExecuteAsync("UPDATE orders SET lease_owner = 'two#1', due_at = now() + interval '1 minute'");
        await _late.NoteAsync("default", 1, WorkStep.UpdatePlatform, CancellationToken.None);
        await _late.NoteAsync("default", 1, WorkStep.UpdatePlatform, CancellationToken.None);
        Assert.Equal(0, await _late.UndoAsync(CancellationToken.None));
        Assert.Equal(["False"], await RowAsync("pushed_hash IS NULL"));

        await _database.ExecuteAsync("UPDATE orders SET lease_owner = NULL, due_at = NULL");
        Assert.Equal(1, await _late.UndoAsync(CancellationToken.None));
    }

    private Task<IReadOnlyList<string>> RowAsync(string columns) =>
        _database.RowsAsync($"SELECT {columns} FROM orders");
}
