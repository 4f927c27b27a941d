using Microsoft.Extensions.Logging;
using RechargeSync.Core.Hosting;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>
/// Keeps the stream free of what nobody takes away: entries that are done and were left behind, and the consumers of
/// workers that are gone, of which each container that is replaced leaves one.
/// </summary>
internal sealed class StreamKeeper(
    IConnectionMultiplexer redis,
    StreamMonitor monitor,
    WorkerName name,
    TimeProvider clock,
    ILogger<StreamKeeper> log
) : PeriodicService(TimeSpan.FromMinutes(1), clock)
{
    /// <summary>A running worker reads every few seconds.</summary>
    private static readonly TimeSpan s_gone = TimeSpan.FromDays(1);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await TrimAsync();
        await RemoveConsumersAsync(s_gone);
        return false;
    }

    protected override void Failed(Exception exception) => log.KeepFailed(exception);

    /// <summary>Removes entries that are done and still there; returns how many.</summary>
    internal async Task<long> TrimAsync()
    {
        if ((await monitor.ReadAsync()).DoneBelow is not { } minId)
        {
            return 0;
        }

        return await redis.GetDatabase().StreamTrimByMinIdAsync(StreamOptions.Key, minId);
    }

    /// <summary>Removes consumers of others that have nothing pending and did nothing for so long.</summary>
    internal async Task RemoveConsumersAsync(TimeSpan idle)
    {
        var database = redis.GetDatabase();
        if (!await database.KeyExistsAsync(StreamOptions.Key))
        {
            return;
        }

        foreach (var consumer in await database.StreamConsumerInfoAsync(StreamOptions.Key, StreamOptions.Group))
        {
            if (
                consumer.Name != name.Value
                && consumer.PendingMessageCount == 0
                && consumer.IdleTimeInMilliseconds >= idle.TotalMilliseconds
            )
            {
                await database.StreamDeleteConsumerAsync(StreamOptions.Key, StreamOptions.Group, consumer.Name);
                log.ConsumerRemoved(consumer.Name);
            }
        }
    }
}
