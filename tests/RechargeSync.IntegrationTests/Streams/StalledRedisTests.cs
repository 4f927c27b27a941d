using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using RechargeSync.Testing.Processes;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Streams;

/// <summary>
/// A Redis that stands still for longer than the client waits. The read that was given up is carried out when it goes
/// on, and what it takes reaches nobody.
/// </summary>
[Collection(UsesServers.Name)]
public sealed class StalledRedisTests(Servers servers) : IAsyncLifetime
{
    private static readonly TimeSpan s_block = TimeSpan.FromMilliseconds(100);

    private readonly RecordingHandler _handler = new();
    private readonly RecordingLog<StreamConsumer> _log = new();
    private readonly List<StreamConsumer> _consumers = [];

    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private ConnectionMultiplexer _shared = null!;
    private ConnectionMultiplexer _blocking = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await servers.StartOwnRedisAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        (_shared, _blocking) = (await ConnectImpatientlyAsync(), await ConnectImpatientlyAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _handler.LetGo();
        _server.Thaw();
        foreach (var consumer in _consumers)
        {
            await consumer.StopAsync(CancellationToken.None);
            consumer.Dispose();
        }

        _redis.Dispose();
        _shared.Dispose();
        _blocking.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Entry_that_went_to_a_given_up_read_is_claimed_by_another()
    {
        await using var reader = new StreamReader(_blocking, _shared, "a", TimeProvider.System);
        await reader.EnsureGroupAsync();
        await AddAsync(1);
        _server.Freeze();
        await Assert.ThrowsAsync<RedisTimeoutException>(() => reader.ReadNewAsync(10, s_block).InTimeAsync());
        _server.Thaw();

        await Until.TrueAsync(
            async () => await StreamProbe.PendingAsync(_redis, "a") == 1,
            "the read that was given up takes the entry"
        );
        await using var other = new StreamReader(_blocking, _redis, "b", TimeProvider.System);
        Assert.Equal(1, Assert.Single(await other.ClaimAsync(TimeSpan.Zero, 10)).Entry!.Resource.OrderId);
    }

    [Fact]
    public async Task Entry_that_went_to_a_given_up_read_is_worked_on_as_soon_as_redis_answers()
    {
        // The second entry is left to a read that Redis gets while it stands still.
        _handler.Hold(1);
        await StartAsync(concurrency: 1);
        await AddAsync(1, 2);
        await _handler.UntilSeenAsync(1);
        _server.Freeze();
        _handler.LetGo();
        await UntilReadFailedAsync();
        _server.Thaw();

        await _handler.UntilSeenAsync(2);
        Assert.Equal("1 2", _handler.Seen);
    }

    [Fact]
    public async Task Entry_that_is_under_way_is_not_worked_on_a_second_time_for_that()
    {
        _handler.Hold(1);
        await StartAsync(concurrency: 8);
        await AddAsync(1);
        await _handler.UntilSeenAsync(1);
        _server.Freeze();
        await UntilReadFailedAsync();
        _server.Thaw();

        await Until.TrueAsync(async () => await DeliveriesAsync() > 1, "the consumer has looked for its entries");
        await AddAsync(2);
        await _handler.UntilSeenAsync(2);
        Assert.Equal("1 2", _handler.Seen);
    }

    private async Task<ConnectionMultiplexer> ConnectImpatientlyAsync()
    {
        var options = ConfigurationOptions.Parse(_server.ConnectionString);
        options.AsyncTimeout = 500;
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    // Nothing comes back by being claimed.
    private async Task StartAsync(int concurrency)
    {
        var options = new StreamOptions
        {
            Concurrency = concurrency,
            Block = s_block,
            ClaimAfter = TimeSpan.FromHours(1),
        };
        var consumer = new StreamConsumer(
            _blocking,
            _shared,
            new WorkerName("a", ""),
            _handler,
            Options.Create(options),
            TimeProvider.System,
            _log
        );
        _consumers.Add(consumer);
        await consumer.StartAsync(CancellationToken.None);
    }

    private async Task AddAsync(params int[] ids)
    {
        foreach (var id in ids)
        {
            await StreamProbe.AddAsync(_redis, new StreamEntry("default", ResourceKey.Order(id), null));
        }
    }

    private Task UntilReadFailedAsync() => Until.TrueAsync(() => _log.Count(2004) > 0, "a read is given up");

    private async Task<long> DeliveriesAsync()
    {
        var pending = await _redis
            .GetDatabase()
            .StreamPendingMessagesAsync(StreamOptions.Key, StreamOptions.Group, 1, "a");
        return Assert.Single(pending).DeliveryCount;
    }
}
