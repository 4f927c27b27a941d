using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Inbox;

[Collection(UsesServers.Name)]
public sealed class SweeperTests(Servers servers) : IAsyncLifetime
{
    private static readonly WorkKey s_key = WorkKey.Order("default", 1);

    private TestDatabase _database = null!;
    private ConnectionMultiplexer _redis = null!;
    private StreamProducer _producer = null!;

    public async ValueTask InitializeAsync()
    {
        (_database, _redis) = (await servers.CreateDatabaseAsync(), await servers.ConnectRedisAsync());
        _producer = new StreamProducer(_redis, NullLogger<StreamProducer>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _redis.Dispose();
    }

    [Fact]
    public async Task Entry_that_was_lost_is_added_again()
    {
        await StoredAsync(s_key, seconds: 60);
        Assert.Equal(1, await SweepAsync());
        Assert.Equal("store default key order/1 tp 00-trace", Assert.Single(await StreamProbe.EntriesAsync(_redis)));
        Assert.Equal(
            "1 True",
            Assert.Single(
                await _database.RowsAsync("SELECT sweeps, enqueued_at > now() - interval '10 seconds' FROM inbox")
            )
        );
    }

    [Fact]
    public async Task Entry_that_still_waits_in_the_stream_is_left_alone()
    {
        await StoredAsync(s_key, seconds: 60);
        await AddEntryAsync(s_key, secondsAgo: 60);
        Assert.Equal(0, await SweepAsync());
        Assert.Single(await StreamProbe.EntriesAsync(_redis));
    }

    [Fact]
    public async Task Entry_that_was_lost_before_all_that_wait_is_added_again_without_them()
    {
        var waiting = WorkKey.Order("default", 2);
        await StoredAsync(s_key, seconds: 300);
        await StoredAsync(waiting, seconds: 60);
        await AddEntryAsync(waiting, secondsAgo: 60);
        Assert.Equal(1, await SweepAsync());
        Assert.Equal("store default key order/1 tp 00-trace", (await StreamProbe.EntriesAsync(_redis))[^1]);
    }

    [Fact]
    public async Task Row_is_swept_in_the_end_whatever_the_stream_looks_like()
    {
        await StoredAsync(s_key, seconds: 660);
        await AddEntryAsync(s_key, secondsAgo: 900);
        Assert.Equal(1, await SweepAsync());
    }

    [Fact]
    public async Task Young_row_and_finished_row_are_left_alone()
    {
        await StoredAsync(s_key, seconds: 5);
        await StoredAsync(WorkKey.Order("default", 2), seconds: 60);
        await _database.ExecuteAsync("UPDATE inbox SET state = 1 WHERE resource_key = 'order/2'");
        Assert.Equal(0, await SweepAsync());
    }

    [Fact]
    public async Task Row_that_never_makes_progress_is_given_up_and_says_so()
    {
        await StoredAsync(s_key, seconds: 60);
        await _database.ExecuteAsync("UPDATE inbox SET sweeps = 9");
        Assert.Equal(1, await SweepAsync(new InboxOptions { MaxSweeps = 10 }));
        Assert.Equal(
            $"{(int)DeliveryState.Dead} no progress after 10 sweeps True",
            Assert.Single(await _database.RowsAsync("SELECT state, reason, finished_at IS NOT NULL FROM inbox"))
        );
        Assert.Empty(await StreamProbe.EntriesAsync(_redis));
    }

    [Fact]
    public async Task Sweep_without_redis_touches_nothing()
    {
        await StoredAsync(s_key, seconds: 60);
        using var nowhere = await Servers.ConnectNowhereAsync();
        await Assert.ThrowsAnyAsync<RedisException>(() =>
            Sweeper(nowhere, new InboxOptions()).SweepAsync(CancellationToken.None)
        );
        Assert.Equal(0, await _database.ScalarAsync<int>("SELECT sweeps FROM inbox"));
    }

    [Fact]
    public async Task Two_sweepers_at_once_add_every_entry_once()
    {
        await _database.ExecuteAsync(
            """
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, enqueued_at)
            SELECT 'default', 'order/created', 'order/' || n, int4send(n), '', 0, now() - interval '1 minute' FROM generate_series(1, 1500) AS n
            """
        );
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SweepAsync()));
        Assert.Equal(1500, counts.Sum());
        Assert.Equal(1500, (await StreamProbe.EntriesAsync(_redis)).Distinct(StringComparer.Ordinal).Count());
    }

    private async Task StoredAsync(WorkKey key, int seconds)
    {
        var id = await _database.DeliverAsync(key);
        await _database.ExecuteAsync(
            $"UPDATE inbox SET enqueued_at = now() - interval '{seconds} seconds', trace_parent = '00-trace' WHERE id = {id}"
        );
    }

    private async Task AddEntryAsync(WorkKey key, int secondsAgo)
    {
        // An entry's id is its time by Redis's clock.
        var time = (string[])(await _redis.GetDatabase().ExecuteAsync("TIME"))!;
        var milliseconds = (long.Parse(time[0], System.Globalization.CultureInfo.InvariantCulture) - secondsAgo) * 1000;
        await _redis
            .GetDatabase()
            .ExecuteAsync(
                "XADD",
                StreamOptions.Key,
                $"{milliseconds}-0",
                "store",
                key.Store,
                "key",
                key.Resource.ToString(),
                "tp",
                ""
            );
    }

    private Task<int> SweepAsync(InboxOptions? options = null) =>
        Sweeper(_redis, options ?? new InboxOptions()).SweepAsync(CancellationToken.None);

    private Sweeper Sweeper(IConnectionMultiplexer redis, InboxOptions options) =>
        new(
            new InboxTable(_database.Source),
            _producer,
            new StreamMonitor(redis),
            Options.Create(options),
            new InboxMetrics(Meters.Factory),
            TimeProvider.System,
            NullLogger<Sweeper>.Instance
        );
}
