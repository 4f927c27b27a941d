using Microsoft.Extensions.Options;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Streams;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Inbox;

[Collection(UsesServers.Name)]
public sealed class SweeperTests(Servers servers) : IAsyncLifetime
{
    private const int Room = 1000;

    // What a delivery was once given up after.
    private const int FormerMaxSweeps = 240;

    private static readonly WorkKey s_key = WorkKey.Order("default", 1);
    private static readonly WorkKey s_other = WorkKey.Order("default", 2);

    private readonly RecordingHandler _handler = new();
    private readonly RecordingLog<Sweeper> _log = new();
    private readonly List<Sweeper> _sweepers = [];

    private TestDatabase _database = null!;
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() =>
        (_database, _redis) = (await servers.CreateDatabaseAsync(), await servers.ConnectRedisAsync());

    public async ValueTask DisposeAsync()
    {
        _handler.LetGo();
        foreach (var sweeper in _sweepers)
        {
            await sweeper.StopAsync(CancellationToken.None);
            sweeper.Dispose();
        }

        await _database.DisposeAsync();
        _redis.Dispose();
    }

    [Fact]
    public async Task Delivery_that_no_entry_leads_to_is_worked_on_from_the_inbox()
    {
        await StoredAsync(s_key, seconds: 60);
        Assert.Equal(1, await SweepAsync(_redis));
        Assert.Equal(new StreamEntry("default", s_key.Resource, "00-trace"), Assert.Single(_handler.Entries));
        Assert.Empty(await StreamProbe.EntriesAsync(_redis));
        Assert.Equal("0 1", await RowAsync("state, sweeps"));
    }

    [Fact]
    public async Task Delivery_whose_entry_waits_in_the_stream_is_left_to_it()
    {
        await StoredAsync(s_key, seconds: 60);
        await AddEntryAsync(s_key, secondsAgo: 60);
        Assert.Equal(0, await SweepAsync(_redis));
        Assert.Empty(_handler.Entries);
    }

    [Fact]
    public async Task Delivery_that_lost_its_entry_is_worked_on_before_those_that_still_wait_in_the_stream()
    {
        await StoredAsync(s_key, seconds: 300);
        await StoredAsync(s_other, seconds: 60);
        await AddEntryAsync(s_other, secondsAgo: 60);
        Assert.Equal(1, await SweepAsync(_redis));
        Assert.Equal(s_key.Resource, Assert.Single(_handler.Entries).Resource);
    }

    [Fact]
    public async Task Entry_that_is_done_and_still_in_the_stream_delays_no_delivery_that_lost_its_own()
    {
        await AddEntryAsync(s_other, secondsAgo: 90);
        var reader = new StreamReader(_redis, _redis, "a", TimeProvider.System);
        await reader.EnsureGroupAsync();
        var entry = Assert.Single(await reader.ReadNewAsync(1, TimeSpan.FromMilliseconds(50)));
        await _redis.GetDatabase().StreamAcknowledgeAsync(StreamOptions.Key, StreamOptions.Group, entry.Id);
        await StoredAsync(s_key, seconds: 60);
        Assert.Equal(1, await SweepAsync(_redis));
    }

    [Fact]
    public async Task Entry_that_a_worker_holds_for_long_delays_no_delivery_that_lost_its_own()
    {
        await AddEntryAsync(s_other, secondsAgo: 90);
        var reader = new StreamReader(_redis, _redis, "a", TimeProvider.System);
        await reader.EnsureGroupAsync();
        Assert.Single(await reader.ReadNewAsync(1, TimeSpan.FromMilliseconds(50)));
        await StoredAsync(s_key, seconds: 60);
        Assert.Equal(1, await SweepAsync(_redis));
    }

    [Fact]
    public async Task Queue_that_is_being_read_is_left_to_the_stream_however_old_it_is()
    {
        await StoredAsync(s_key, seconds: 3600);
        await AddEntryAsync(s_other, secondsAgo: 3600);
        Assert.Equal(0, await SweepAsync(_redis));
    }

    [Theory]
    [InlineData("OOM", "CONFIG SET maxmemory 1")]
    [InlineData("READONLY", "REPLICAOF 127.0.0.1 1")]
    public async Task Delivery_is_never_given_up_however_long_redis_takes_no_entry(string refusal, string made)
    {
        using var server = await servers.StartOwnRedisAsync();
        await server.SendAsync(made.Split(' '));
        var refused = await Assert.ThrowsAsync<IOException>(() =>
            server.SendAsync("XADD", StreamOptions.Key, "*", "key", "order/1")
        );
        Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);

        await StoredAsync(s_key, seconds: 60);
        var sweeper = Sweeper(redis);
        for (var i = 0; i <= FormerMaxSweeps; i++)
        {
            await _database.ExecuteAsync("UPDATE inbox SET enqueued_at = now() - interval '1 minute'");
            Assert.Equal(1, await sweeper.SweepAsync(Room, CancellationToken.None));
        }

        Assert.Equal("0 -", await RowAsync("state, reason"));
        await _handler.UntilSeenAsync(FormerMaxSweeps + 1);
    }

    [Fact]
    public async Task Without_redis_what_is_new_is_worked_on_after_a_second()
    {
        await StoredAsync(s_key, seconds: 3);
        Assert.Equal(0, await SweepAsync(_redis));
        using var nowhere = await Servers.ConnectNowhereAsync();
        Assert.Equal(1, await SweepAsync(nowhere));
        Assert.Single(_handler.Entries);
    }

    [Fact]
    public async Task What_was_handed_out_is_left_to_its_worker_for_a_while()
    {
        using var nowhere = await Servers.ConnectNowhereAsync();
        await StoredAsync(s_key, seconds: 60);
        var sweeper = Sweeper(nowhere);
        Assert.Equal(1, await sweeper.SweepAsync(Room, CancellationToken.None));
        await _database.ExecuteAsync("UPDATE inbox SET enqueued_at = enqueued_at - interval '14 seconds'");
        Assert.Equal(0, await sweeper.SweepAsync(Room, CancellationToken.None));
        await _database.ExecuteAsync("UPDATE inbox SET enqueued_at = enqueued_at - interval '2 seconds'");
        Assert.Equal(1, await sweeper.SweepAsync(Room, CancellationToken.None));
    }

    [Fact]
    public async Task Young_delivery_and_finished_delivery_are_left_alone()
    {
        await StoredAsync(s_key, seconds: 5);
        await StoredAsync(s_other, seconds: 60);
        await _database.ExecuteAsync("UPDATE inbox SET state = 1 WHERE resource_key = 'order/2'");
        Assert.Equal(0, await SweepAsync(_redis));
    }

    [Fact]
    public async Task Delivery_of_a_store_that_is_not_configured_waits_and_counts_no_sweep()
    {
        await StoredAsync(WorkKey.Order("unknown", 1), seconds: 3600);
        Assert.Equal(0, await SweepAsync(_redis));
        Assert.Equal("0 0", await RowAsync("state, sweeps"));
    }

    [Fact]
    public async Task Deliveries_of_one_order_are_handed_out_as_one()
    {
        await StoredAsync(s_key, seconds: 60);
        await StoredAsync(s_key, seconds: 50, topic: "order/updated");
        Assert.Equal(2, await SweepAsync(_redis));
        Assert.Single(_handler.Entries);
    }

    [Fact]
    public async Task Work_that_fails_says_so_and_holds_up_no_other()
    {
        _handler.FailOnce(1);
        await StoredAsync(s_key, seconds: 60);
        await StoredAsync(s_other, seconds: 50);
        await SweepAsync(_redis);
        await _handler.UntilSeenAsync(2);
        await Until.TrueAsync(() => _log.Count(1007) == 1, "the failure is logged");
    }

    [Fact]
    public async Task Sweepers_side_by_side_hand_every_delivery_out_once()
    {
        await _database.ExecuteAsync(
            """
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, enqueued_at)
            SELECT 'default', 'order/created', 'order/' || n, int4send(n), '', 0, now() - interval '1 minute' FROM generate_series(1, 1500) AS n
            """
        );
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SweepAsync(_redis)));
        Assert.Equal(1500, counts.Sum());
        await _handler.UntilSeenAsync(1500);
        Assert.Equal(1500, _handler.Entries.Distinct().Count());
    }

    [Fact]
    public async Task Stop_waits_for_what_is_under_way()
    {
        _handler.Hold(1);
        await StoredAsync(s_key, seconds: 60);
        var sweeper = Sweeper(_redis);
        await sweeper.StartAsync(CancellationToken.None);
        await _handler.UntilSeenAsync(1);
        var stop = sweeper.StopAsync(CancellationToken.None);
        Assert.False(stop.IsCompleted);
        _handler.LetGo();
        await stop.InTimeAsync();
        Assert.False(_handler.WasAborted);
    }

    private async Task StoredAsync(WorkKey key, int seconds, string topic = "order/created")
    {
        var id = await _database.DeliverAsync(key, topic: topic);
        await _database.ExecuteAsync(
            $"UPDATE inbox SET enqueued_at = now() - interval '{seconds} seconds', trace_parent = '00-trace' WHERE id = {id}"
        );
    }

    private async Task<string> RowAsync(string columns) =>
        Assert.Single(await _database.RowsAsync($"SELECT {columns} FROM inbox"));

    private async Task AddEntryAsync(WorkKey key, int secondsAgo)
    {
        // An entry's id is its time by Redis's clock.
        var time = (string[])(await _redis.GetDatabase().ExecuteAsync("TIME"))!;
        var milliseconds = (long.Parse(time[0], System.Globalization.CultureInfo.InvariantCulture) - secondsAgo) * 1000;
        await StreamProbe.AddAsync(_redis, new StreamEntry(key.Store, key.Resource, null), $"{milliseconds}-0");
    }

    private Task<int> SweepAsync(IConnectionMultiplexer redis) =>
        Sweeper(redis).SweepAsync(Room, CancellationToken.None);

    private Sweeper Sweeper(IConnectionMultiplexer redis)
    {
        var sweeper = new Sweeper(
            new InboxTable(_database.Source),
            new StreamMonitor(redis),
            _handler,
            StoreBuilder.Registry(),
            Options.Create(new InboxOptions()),
            Options.Create(new StreamOptions { Concurrency = Room }),
            new InboxMetrics(Meters.Factory),
            TimeProvider.System,
            _log
        );
        _sweepers.Add(sweeper);
        return sweeper;
    }
}
