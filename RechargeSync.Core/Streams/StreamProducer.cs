using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>Adds entries to the stream.</summary>
internal sealed class StreamProducer(IConnectionMultiplexer redis, ILogger<StreamProducer> log)
{
    private int _failing;

    /// <summary>
    /// Adds entries without waiting for Redis. A failure is logged once per outage and loses nothing: workers find
    /// in the inbox what no entry leads to.
    /// </summary>
    public void Publish(IReadOnlyList<StreamEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        if (!redis.IsConnected)
        {
            Failed(null);
            return;
        }

        _ = PublishAsync(entries);
    }

    private Task<RedisValue> AddAsync(StreamEntry entry, CommandFlags flags) =>
        redis
            .GetDatabase()
            .StreamAddAsync(
                StreamOptions.Key,
                [
                    new NameValueEntry(StreamFields.Store, entry.Store),
                    new NameValueEntry(StreamFields.Resource, entry.Resource.ToString()),
                    new NameValueEntry(StreamFields.TraceParent, entry.TraceParent ?? ""),
                ],
                flags: flags
            );

    // They go out in order over one connection: the last one's answer tells how the others fared.
    private async Task PublishAsync(IReadOnlyList<StreamEntry> entries)
    {
        try
        {
            for (var i = 0; i < entries.Count - 1; i++)
            {
                _ = AddAsync(entries[i], CommandFlags.FireAndForget);
            }

            await AddAsync(entries[^1], CommandFlags.None);
            if (Interlocked.Exchange(ref _failing, 0) == 1)
            {
                log.StreamBack();
            }
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            Failed(exception);
        }
    }

    private void Failed(Exception? exception)
    {
        if (Interlocked.Exchange(ref _failing, 1) == 0)
        {
            log.StreamAway(exception);
        }
    }
}
