using System.Globalization;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>Adds entries to the stream.</summary>
internal sealed class StreamProducer(IConnectionMultiplexer redis, ILogger<StreamProducer> log)
{
    private int _failing;

    /// <summary>
    /// Adds an entry without waiting for Redis. A failure is logged once per outage and loses nothing: the sweeper adds
    /// the entry again.
    /// </summary>
    public void Announce(StreamEntry entry)
    {
        if (!redis.IsConnected)
        {
            Failed(null);
            return;
        }

        _ = AnnounceAsync(entry);
    }

    /// <summary>Adds an entry and waits for Redis.</summary>
    /// <exception cref="RedisException">Redis is away or refused.</exception>
    public Task AddAsync(StreamEntry entry) => redis.GetDatabase().ExecuteAsync(
        "XADD",
        (RedisKey)StreamOptions.Key,
        (RedisValue)"*",
        (RedisValue)StreamFields.InboxId,
        (RedisValue)entry.InboxId.ToString(CultureInfo.InvariantCulture),
        (RedisValue)StreamFields.Store,
        (RedisValue)entry.Store,
        (RedisValue)StreamFields.ResourceKey,
        (RedisValue)entry.ResourceKey,
        (RedisValue)StreamFields.TraceParent,
        (RedisValue)(entry.TraceParent ?? ""));

    private async Task AnnounceAsync(StreamEntry entry)
    {
        try
        {
            await AddAsync(entry);
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
