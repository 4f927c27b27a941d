using System.Globalization;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>Looks at the stream without taking part in it.</summary>
internal sealed class StreamMonitor(IConnectionMultiplexer redis)
{
    /// <summary>
    /// Age of the oldest entry that is not done, by Redis's own clock; null where the stream is empty or missing.
    /// </summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<TimeSpan?> OldestEntryAgeAsync()
    {
        var database = redis.GetDatabase();

        // The client's own TIME needs a server, and to look for one that is away is an InvalidOperationException.
        var time = (RedisResult[]?)await database.ExecuteAsync("TIME");
        var first = await database.StreamRangeAsync(StreamOptions.Key, count: 1);
        if (time is not { Length: 2 } || first is not [var entry])
        {
            return null;
        }

        var now = ((long)time[0] * 1000) + ((long)time[1] / 1000);
        var added = long.Parse(((string)entry.Id!).Split('-')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromMilliseconds(Math.Max(0, now - added));
    }

    /// <summary>Entries not yet delivered to a worker, and entries delivered and not yet done.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<(long Undelivered, long Pending)> DepthAsync()
    {
        var database = redis.GetDatabase();
        var length = await database.StreamLengthAsync(StreamOptions.Key);
        if (length == 0)
        {
            return (0, 0);
        }

        var pending = (await database.StreamPendingAsync(StreamOptions.Key, StreamOptions.Group)).PendingMessageCount;

        // What is done is deleted, so the rest of the stream was not delivered yet.
        return (Math.Max(0, length - pending), pending);
    }
}
