using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Work;

[Collection(UsesServers.Name)]
public sealed class ServedStoresTests(Servers servers) : IAsyncLifetime
{
    private const string Fresh = "SELECT served_at > now() - interval '5 seconds' FROM stores";

    private readonly RecordingLog<ServedStores> _log = new();

    private TestDatabase _database = null!;
    private StoreTable _table = null!;
    private ServedStores _served = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _table = new StoreTable(_database.Source);
        _served = new ServedStores(
            _table,
            new InboxTable(_database.Source),
            StoreBuilder.Registry(),
            TimeProvider.System,
            _log
        );
    }

    public async ValueTask DisposeAsync()
    {
        _served.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Deliveries_of_a_store_that_is_not_configured_are_told_of_once()
    {
        await _database.DeliverAsync(WorkKey.Order("default", 1));
        await LookAsync();
        Assert.Equal(0, _log.Count(3023));
        await _database.DeliverAsync(WorkKey.Order("unknown", 1));
        await _database.DeliverAsync(WorkKey.Order("zebra", 1));
        await LookAsync();
        await LookAsync();
        Assert.Equal(2, _log.Count(3023));
    }

    [Fact]
    public async Task Worker_says_that_it_is_there_for_its_stores_and_for_no_other()
    {
        await _table.RememberAsync(["default", "unknown"], CancellationToken.None);
        await LookAsync();
        Assert.Equal(["True", "-"], await _database.RowsAsync(Fresh + " ORDER BY name"));
    }

    [Theory]
    [InlineData("now() - interval '10 seconds'", false)]
    [InlineData("now() - interval '40 seconds'", true)]
    [InlineData("now() + interval '1 hour'", true)]
    public async Task Sign_is_renewed_where_it_is_old_or_lies_in_the_future(string said, bool isRenewed)
    {
        await _table.RememberAsync(["default"], CancellationToken.None);
        await _database.ExecuteAsync($"UPDATE stores SET served_at = {said}");
        await LookAsync();
        Assert.Equal(
            isRenewed,
            await _database.ScalarAsync<bool>(
                "SELECT served_at BETWEEN now() - interval '5 seconds' AND now() FROM stores"
            )
        );
    }

    private Task LookAsync() => _served.LookAsync(CancellationToken.None);
}
