using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Streams;

public abstract class StreamConsumerTests(Servers servers, RedisProtocol protocol) : IAsyncLifetime
{
    private readonly RecordingHandler _handler = new();
    private readonly List<StreamConsumer> _consumers = [];

    private ConnectionMultiplexer _redis = null!;
    private ConnectionMultiplexer _blocking = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await servers.ConnectRedisAsync(protocol: protocol);
        _blocking = await servers.ConnectRedisAsync(flush: false, protocol);
    }

    public async ValueTask DisposeAsync()
    {
        _handler.LetGo();
        foreach (var consumer in _consumers)
        {
            await consumer.StopAsync(CancellationToken.None);
            consumer.Dispose();
        }

        _redis.Dispose();
        _blocking.Dispose();
    }

    [Fact]
    public async Task Entries_from_before_and_after_the_start_are_worked_on_and_leave_the_stream()
    {
        await AddAsync(1, 2);
        await StartAsync("a");
        await _handler.UntilSeenAsync(2);
        await AddAsync(3);
        await _handler.UntilSeenAsync(3);
        await UntilEmptyAsync();
        Assert.Equal("1 2 3", _handler.Seen);
        Assert.Equal(new StreamEntry("default", ResourceKey.Order(1), "00-trace"), _handler.Entries.First());
    }

    [Fact]
    public async Task Flushed_redis_gets_its_group_again()
    {
        await StartAsync("a");
        await AddAsync(1);
        await _handler.UntilSeenAsync(1);
        await servers.SendRedisAsync("FLUSHALL");
        await AddAsync(2);
        await _handler.UntilSeenAsync(2);
        await UntilEmptyAsync();
    }

    [Fact]
    public async Task Stream_that_is_deleted_under_a_waiting_read_gets_its_group_again()
    {
        await StartAsync("a", block: TimeSpan.FromSeconds(2));
        await Until.TrueAsync(IsBlockedAsync, "the read waits");
        await _redis.GetDatabase().KeyDeleteAsync(StreamOptions.Key);
        await AddAsync(1);
        await _handler.UntilSeenAsync(1);
        await UntilEmptyAsync();
    }

    [Fact]
    public async Task Entries_of_a_consumer_that_died_are_claimed()
    {
        await AddAsync(1, 2);
        await ReadAndDieAsync("dead");
        await StartAsync("alive", claimAfter: TimeSpan.FromMilliseconds(100));
        await _handler.UntilSeenAsync(2);
        await UntilEmptyAsync();
    }

    [Fact]
    public async Task Entries_of_a_consumer_that_works_are_not_claimed()
    {
        await AddAsync(1);
        await ReadAndDieAsync("busy");
        await StartAsync("alive", claimAfter: TimeSpan.FromMinutes(1));
        await AddAsync(2);
        await _handler.UntilSeenAsync(1);
        Assert.Equal("2", _handler.Seen);
        Assert.Equal(1, await StreamProbe.PendingAsync(_redis, "busy"));
    }

    [Fact]
    public async Task Own_entries_are_worked_on_after_a_restart_before_anybody_claims_them()
    {
        await AddAsync([.. Enumerable.Range(1, 10)]);
        await ReadAndDieAsync("a");
        await StartAsync("a", claimAfter: TimeSpan.FromHours(1), concurrency: 3);
        await _handler.UntilSeenAsync(10);
        await UntilEmptyAsync();
    }

    [Fact]
    public async Task Entry_whose_work_failed_stays_and_comes_back()
    {
        _handler.FailOnce(1);
        await StartAsync("a", claimAfter: TimeSpan.FromMilliseconds(200));
        await AddAsync(1);
        await _handler.UntilSeenAsync(2);
        await UntilEmptyAsync();
        Assert.Equal("1 1", _handler.Seen);
    }

    [Fact]
    public async Task Entry_that_is_none_of_ours_is_thrown_away()
    {
        await _redis.GetDatabase().ExecuteAsync("XADD", StreamOptions.Key, "*", "id", "not a number", "other", "x");
        await _redis.GetDatabase().ExecuteAsync("XADD", StreamOptions.Key, "*", "id", "5");
        await StartAsync("a");
        await AddAsync(1);
        await _handler.UntilSeenAsync(1);
        await UntilEmptyAsync();
        Assert.Equal("1", _handler.Seen);
    }

    [Fact]
    public async Task Slow_work_holds_up_only_its_own_slot()
    {
        _handler.Hold(1);
        await StartAsync("a", concurrency: 2);
        await AddAsync(1, 2, 3, 4);
        await _handler.UntilSeenAsync(4);
        Assert.Equal(1, await StreamProbe.PendingAsync(_redis));
        _handler.LetGo();
        await UntilEmptyAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Stop_waits_for_what_is_under_way(int concurrency)
    {
        _handler.Hold(1);
        var consumer = await StartAsync("a", concurrency: concurrency);
        await AddAsync(1);
        await _handler.UntilSeenAsync(1);
        var stop = consumer.StopAsync(CancellationToken.None);
        Assert.False(stop.IsCompleted);
        _handler.LetGo();
        await stop.InTimeAsync();
        Assert.False(_handler.WasAborted);
        await UntilEmptyAsync();
    }

    [Fact]
    public async Task Work_that_outlasts_the_hosts_time_is_broken_off_and_comes_back()
    {
        _handler.Hold(1);
        var consumer = await StartAsync("a", concurrency: 1);
        await AddAsync(1);
        await _handler.UntilSeenAsync(1);
        using var time = new CancellationTokenSource();
        var stop = consumer.StopAsync(time.Token);
        await time.CancelAsync();
        await stop.InTimeAsync();
        await Until.TrueAsync(() => _handler.WasAborted, "work is broken off");
        Assert.Equal(1, await StreamProbe.PendingAsync(_redis, "a"));
    }

    [Fact]
    public async Task Two_consumers_share_the_entries()
    {
        await StartAsync("a", concurrency: 4);
        await StartAsync("b", concurrency: 4);
        await AddAsync([.. Enumerable.Range(1, 200)]);
        await _handler.UntilSeenAsync(200);
        await UntilEmptyAsync();
        Assert.Equal(200, _handler.Entries.Distinct().Count());
    }

    private async Task<bool> IsBlockedAsync() =>
        (await servers.SendRedisAsync("INFO", "clients")) is string info
        && info.Contains("blocked_clients:1", StringComparison.Ordinal);

    private async Task<StreamConsumer> StartAsync(
        string name,
        TimeSpan? claimAfter = null,
        int concurrency = 8,
        TimeSpan? block = null
    )
    {
        var options = Options.Create(
            new StreamOptions
            {
                Concurrency = concurrency,
                Block = block ?? TimeSpan.FromMilliseconds(100),
                ClaimAfter = claimAfter ?? TimeSpan.FromMinutes(1),
            }
        );
        var blocking = _consumers.Count == 0 ? _blocking : await servers.ConnectRedisAsync(flush: false, protocol);
        var consumer = new StreamConsumer(
            blocking,
            _redis,
            new WorkerName(name, ""),
            _handler,
            options,
            TimeProvider.System,
            NullLogger<StreamConsumer>.Instance
        );
        _consumers.Add(consumer);
        await consumer.StartAsync(CancellationToken.None);
        return consumer;
    }

    private async Task AddAsync(params int[] ids)
    {
        foreach (var id in ids)
        {
            await StreamProbe.AddAsync(_redis, new StreamEntry("default", ResourceKey.Order(id), "00-trace"));
        }
    }

    // A consumer that was given entries and never came back.
    private async Task ReadAndDieAsync(string name)
    {
        var reader = new StreamReader(_blocking, _redis, name, TimeProvider.System);
        await reader.EnsureGroupAsync();
        Assert.NotEmpty(await reader.ReadNewAsync(100, TimeSpan.FromMilliseconds(100)));
    }

    private Task UntilEmptyAsync() =>
        Until.TrueAsync(async () => (await StreamProbe.EntriesAsync(_redis)).Count == 0, "the stream is empty");

    [Collection(UsesServers.Name)]
    public sealed class OverResp2(Servers servers) : StreamConsumerTests(servers, RedisProtocol.Resp2);

    [Collection(UsesServers.Name)]
    public sealed class OverResp3(Servers servers) : StreamConsumerTests(servers, RedisProtocol.Resp3);
}
