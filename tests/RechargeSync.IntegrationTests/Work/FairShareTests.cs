using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>Which due rows a worker is given.</summary>
[Collection(UsesServers.Name)]
public sealed class FairShareTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private OrderTable _orders = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _orders = Tables.Orders(_database.Source, "one");
        await _database.ExecuteAsync(
            """
            INSERT INTO orders (store, order_id, state, intent, fence, created_at, updated_at, due_at)
            SELECT s.store, n, 1, 0, 1, now(), now(), now() - s.late - n * interval '1 second'
            FROM (VALUES ('slow', interval '1 day'), ('good', interval '0')) AS s (store, late), generate_series(1, 1000) AS n
            """
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _orders.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Backlog_of_one_store_keeps_no_order_of_another_from_its_turn()
    {
        var due = await _orders.DueAsync([new StoreRoom("slow", 3), new StoreRoom("good", 2)], default);
        Assert.Equal(
            ["good 1000", "slow 1000", "good 999", "slow 999", "slow 998"],
            due.Select(key => $"{key.Store} {key.OrderId}"),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Store_without_room_is_not_asked_for() =>
        Assert.All(await _orders.DueAsync([new StoreRoom("good", 5)], default), key => Assert.Equal("good", key.Store));
}
