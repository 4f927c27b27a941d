using System.Globalization;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>Looks at the stream without taking part in it.</summary>
internal sealed class StreamMonitor(IConnectionMultiplexer redis)
{
    /// <summary>Age of the oldest entry that is not done, by Redis's own clock; null where the stream is empty or missing.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<TimeSpan?> OldestEntryAgeAsync()
    {
        var database = redis.GetDatabase();
        var time = (RedisResult[]?)await database.ExecuteAsync("TIME");
        var first = (RedisResult[]?)await database.ExecuteAsync(
            "XRANGE", (RedisKey)StreamOptions.Key, (RedisValue)"-", (RedisValue)"+", (RedisValue)"COUNT", (RedisValue)1);
        if (time is not { Length: 2 } || first is not { Length: > 0 } || (RedisResult[]?)first[0] is not { Length: 2 } entry)
        {
            return null;
        }

        var now = ((long)time[0] * 1000) + ((long)time[1] / 1000);
        var added = long.Parse(((string?)entry[0])!.Split('-')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromMilliseconds(Math.Max(0, now - added));
    }

    /// <summary>Entries not yet delivered to a worker, and entries delivered and not yet done.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<(long Undelivered, long Pending)> DepthAsync()
    {
        var database = redis.GetDatabase();
        var length = (long)await database.ExecuteAsync("XLEN", (RedisKey)StreamOptions.Key);
        if (length == 0)
        {
            return (0, 0);
        }

        var summary = (RedisResult[]?)await database.ExecuteAsync("XPENDING", (RedisKey)StreamOptions.Key, (RedisValue)StreamOptions.Group);
        var pending = summary is { Length: > 0 } ? (long)summary[0] : 0;

        // What is done is deleted, so the rest of the stream was not delivered yet.
        return (Math.Max(0, length - pending), pending);
    }
}
