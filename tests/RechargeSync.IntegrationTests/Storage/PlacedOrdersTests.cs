using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>Which of the platform's orders are ours, at rest and under way.</summary>
[Collection(UsesServers.Name)]
public sealed class PlacedOrdersTests(Servers servers)
{
    [Theory]
    [InlineData("P1", "NULL", false, true)]
    [InlineData("P1", "now()", false, true)]
    [InlineData("P2", "NULL", false, false)]
    [InlineData("P1", "NULL", true, false)]
    public async Task Id_that_we_wrote_for_another_order_is_known(string id, string dueAt, bool adopted, bool expected)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(
            $"""
            INSERT INTO orders (store, order_id, adopted, platform_order_id, intent, fence, due_at, created_at, updated_at)
            VALUES ('default', 1, {adopted}, 'P1', 0, 1, {dueAt}, now(), now())
            """
        );
        var placed = new PlacedOrders(database.Source);
        Assert.Equal(expected, await placed.IsAnotherOrdersAsync("default", 2, id, CancellationToken.None));
        Assert.False(await placed.IsAnotherOrdersAsync("default", 1, id, CancellationToken.None));
        Assert.False(await placed.IsAnotherOrdersAsync("other", 2, id, CancellationToken.None));
    }
}
