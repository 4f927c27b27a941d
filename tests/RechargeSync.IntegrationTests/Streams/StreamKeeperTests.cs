using Microsoft.Extensions.Logging.Abstractions;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Streams;

[Collection(UsesServers.Name)]
public sealed class StreamKeeperTests(Servers servers) : IAsyncLifetime
{
    private ConnectionMultiplexer _redis = null!;
    private StreamKeeper _keeper = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await servers.ConnectRedisAsync();
        _keeper = new StreamKeeper(
            _redis,
            new StreamMonitor(_redis),
            new WorkerName("own", ""),
            TimeProvider.System,
            NullLogger<StreamKeeper>.Instance
        );
    }

    public ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Only_entries_that_are_done_leave_the_stream()
    {
        await AddAsync(1, 2, 3, 4);
        var entries = await ReadAsync("a", 3);
        await AcknowledgeAsync(entries[0]);
        await AcknowledgeAsync(entries[2]);

        // The third is done too, and goes once the second is.
        Assert.Equal(1, await _keeper.TrimAsync());
        Assert.Equal(3, (await StreamProbe.EntriesAsync(_redis)).Count);
        await AcknowledgeAsync(entries[1]);
        Assert.Equal(2, await _keeper.TrimAsync());
        Assert.Contains("order/4", Assert.Single(await StreamProbe.EntriesAsync(_redis)), StringComparison.Ordinal);
        Assert.Equal(4, Assert.Single(await ReadAsync("a", 10)).Entry!.Resource.OrderId);
    }

    [Fact]
    public async Task Stream_that_nobody_has_read_yet_keeps_everything()
    {
        await AddAsync(1);
        Assert.Equal(0, await _keeper.TrimAsync());
        await Reader("a").EnsureGroupAsync();
        Assert.Equal(0, await _keeper.TrimAsync());
        Assert.Single(await ReadAsync("a", 10));
    }

    [Fact]
    public async Task Consumers_of_workers_that_are_gone_leave_the_group_unless_something_is_pending_there()
    {
        await AddAsync(1, 2, 3);
        foreach (var name in new[] { "gone", "own" })
        {
            await AcknowledgeAsync(Assert.Single(await ReadAsync(name, 1)));
        }

        Assert.Single(await ReadAsync("died", 1));
        await _keeper.RemoveConsumersAsync(TimeSpan.FromHours(1));
        Assert.Equal(["died", "gone", "own"], await ConsumersAsync(), StringComparer.Ordinal);
        await _keeper.RemoveConsumersAsync(TimeSpan.Zero);
        Assert.Equal(["died", "own"], await ConsumersAsync(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Without_a_stream_there_is_nothing_to_tidy()
    {
        Assert.Equal(0, await _keeper.TrimAsync());
        await _keeper.RemoveConsumersAsync(TimeSpan.Zero);
        Assert.False(await _redis.GetDatabase().KeyExistsAsync(StreamOptions.Key));
    }

    private async Task<IEnumerable<string>> ConsumersAsync() =>
        (await _redis.GetDatabase().StreamConsumerInfoAsync(StreamOptions.Key, StreamOptions.Group))
            .Select(consumer => consumer.Name)
            .Order(StringComparer.Ordinal);

    private async Task<IReadOnlyList<ReceivedEntry>> ReadAsync(string consumer, int count)
    {
        var reader = Reader(consumer);
        await reader.EnsureGroupAsync();
        return await reader.ReadNewAsync(count, TimeSpan.FromMilliseconds(50));
    }

    // As where the connection broke before the entry was deleted.
    private Task<long> AcknowledgeAsync(ReceivedEntry entry) =>
        _redis.GetDatabase().StreamAcknowledgeAsync(StreamOptions.Key, StreamOptions.Group, entry.Id);

    private async Task AddAsync(params int[] ids)
    {
        foreach (var id in ids)
        {
            await StreamProbe.AddAsync(_redis, new StreamEntry("default", ResourceKey.Order(id), null));
        }
    }

    private StreamReader Reader(string consumer) => new(_redis, _redis, consumer, TimeProvider.System);
}
