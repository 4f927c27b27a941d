using System.Globalization;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Stores;
using StackExchange.Redis;

namespace RechargeSync.Core.Recharge;

/// <summary>Looks at the shared bucket of a token without taking a place in it.</summary>
internal sealed class RateLimiterState(IConnectionMultiplexer redis, IOptions<RateLimitOptions> options)
{
    /// <summary>Calls in the bucket, its size, its leak per second, and until when the token rests.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<(double Used, int Size, double LeakPerSecond, DateTimeOffset? PausedUntil)> ReadAsync(Store store)
    {
        var rate = TokenBucket.Of(store.Options.AccessToken, options.Value);
        var database = redis.GetDatabase();
        var time = (RedisResult[])(await database.ExecuteAsync("TIME"))!;
        var values = await database.HashGetAsync(RateLimiter.Key(store), ["level", "at", "size", "until"]);
        var now = ((long)time[0] * 1000) + ((long)time[1] / 1000);
        var leaked = (now - Number(values[1], now)) * rate.LeakPerSecond / 1000;
        var until = (long)Number(values[3], 0);
        return (
            Math.Max(0, Number(values[0], 0) - leaked),
            (int)Number(values[2], rate.BucketSize),
            rate.LeakPerSecond,
            until > now ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null
        );
    }

    private static double Number(RedisValue value, double otherwise) =>
        double.TryParse((string?)value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
