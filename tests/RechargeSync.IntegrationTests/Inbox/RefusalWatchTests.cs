using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Inbox;

/// <summary>Deliveries that are refused for a wrong secret: Recharge does not repeat them.</summary>
[Collection(UsesServers.Name)]
public sealed class RefusalWatchTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private StoreTable _stores = null!;
    private RecordingLog<RefusalWatch> _log = null!;
    private RefusalWatch _watch = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _stores = new StoreTable(_database.Source);
        _log = new RecordingLog<RefusalWatch>();
        _watch = new RefusalWatch(_stores, TimeProvider.System, _log);
        await _stores.RememberAsync(["default", "other"], default);
        await _database.ExecuteAsync(
            "INSERT INTO reconciliation_jobs (store, job, due_at) VALUES ('default', 0, now() + interval '1 hour'), ('other', 0, now() + interval '1 hour')"
        );
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Store_whose_deliveries_are_all_refused_for_some_minutes_is_told_once()
    {
        await RefuseAsync();
        Assert.Empty(_log.Ids);
        await PassAsync(RefusalWatch.Patience);
        await RefuseAsync();
        await RefuseAsync();
        Assert.Equal([1009], _log.Ids);
    }

    [Fact]
    public async Task Accepted_delivery_ends_it_and_a_run_looks_for_what_was_refused()
    {
        await RefuseAsync();
        await PassAsync(RefusalWatch.Patience);
        var since = await _database.ScalarAsync<DateTime>("SELECT refused_since FROM stores WHERE name = 'default'");
        await AcceptAsync();
        Assert.Equal([1010], _log.Ids);
        Assert.Equal(
            since,
            await _database.ScalarAsync<DateTime>(
                "SELECT backfill_from FROM reconciliation_jobs WHERE due_at <= now() AND store = 'default'"
            )
        );
        await AcceptAsync();
        Assert.Equal([1010], _log.Ids);
    }

    [Fact]
    public async Task Single_forgery_between_good_deliveries_asks_for_no_run()
    {
        await RefuseAsync();
        await AcceptAsync();
        Assert.Equal(0, await RunsAskedAsync());
        Assert.Equal(
            0,
            await _database.ScalarAsync<long>("SELECT count(*) FROM stores WHERE refused_since IS NOT NULL")
        );
    }

    [Fact]
    public async Task Refusals_beside_accepted_deliveries_are_no_outage()
    {
        _watch.Refused("default");
        _watch.Accepted("default");
        _watch.Refused("default");
        await _watch.RunAsync(default);
        Assert.Equal(
            0,
            await _database.ScalarAsync<long>("SELECT count(*) FROM stores WHERE refused_since IS NOT NULL")
        );
    }

    [Fact]
    public async Task Restart_with_the_right_secret_remembers_what_was_refused_before()
    {
        await RefuseAsync();
        await PassAsync(RefusalWatch.Patience);
        using var restarted = new RefusalWatch(_stores, TimeProvider.System, _log);
        restarted.Accepted("default");
        await restarted.RunAsync(default);
        Assert.Equal(1, await RunsAskedAsync());
    }

    private Task<long> RunsAskedAsync() =>
        _database.ScalarAsync<long>("SELECT count(*) FROM reconciliation_jobs WHERE backfill_from IS NOT NULL");

    private Task RefuseAsync()
    {
        _watch.Refused("default");
        return _watch.RunAsync(default);
    }

    private Task AcceptAsync()
    {
        _watch.Accepted("default");
        return _watch.RunAsync(default);
    }

    // Time passes for the database alone.
    private Task<int> PassAsync(TimeSpan time) =>
        _database.ExecuteAsync(
            $"UPDATE stores SET refused_since = refused_since - interval '{time.TotalSeconds + 1} seconds' WHERE refused_since IS NOT NULL"
        );
}
