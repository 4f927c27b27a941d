using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Inbox;

[Collection(UsesServers.Name)]
public sealed class SupersedeTests(Servers servers)
{
    [Fact]
    public async Task What_was_quarantined_of_an_order_is_settled_once_Recharge_has_answered()
    {
        await using var database = await servers.CreateDatabaseAsync();
        foreach (var (order, state) in new[] { (1, 3), (1, 1), (2, 3) })
        {
            var id = await database.DeliverAsync(WorkKey.Order("default", order), [(byte)order, (byte)state]);
            await database.ExecuteAsync($"UPDATE inbox SET state = {state} WHERE id = {id}");
        }

        await new InboxTable(database.Source).SupersedeAsync("default", ResourceKey.Order(1), CancellationToken.None);
        Assert.Equal(
            ["order/1 1", "order/1 2", "order/2 3"],
            await database.RowsAsync("SELECT resource_key, state FROM inbox ORDER BY resource_key, state")
        );
    }
}
