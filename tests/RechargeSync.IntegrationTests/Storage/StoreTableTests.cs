using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

[Collection(UsesServers.Name)]
public sealed class StoreTableTests(Servers servers)
{
    [Fact]
    public async Task First_start_of_a_store_is_kept_however_often_it_starts()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var stores = new StoreTable(database.Source);
        Assert.Null(await stores.FirstStartAsync("default", CancellationToken.None));
        await stores.RememberAsync(["default"], CancellationToken.None);
        var first = await stores.FirstStartAsync("default", CancellationToken.None);
        Assert.NotNull(first);
        await stores.RememberAsync(["default", "classic"], CancellationToken.None);
        Assert.Equal(first, await stores.FirstStartAsync("default", CancellationToken.None));
        Assert.NotNull(await stores.FirstStartAsync("classic", CancellationToken.None));
    }
}
