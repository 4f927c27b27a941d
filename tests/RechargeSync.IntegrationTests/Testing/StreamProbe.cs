using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>Looks into the product's stream.</summary>
internal static class StreamProbe
{
    /// <summary>The entries' fields and values, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> EntriesAsync(IConnectionMultiplexer redis)
    {
        var entries = (RedisResult[])(await redis.GetDatabase().ExecuteAsync("XRANGE", StreamOptions.Key, "-", "+"))!;
        return [.. entries.Select(entry => string.Join(' ', (string[])((RedisResult[])entry!)[1]!))];
    }

    /// <summary>Entries that are delivered and not done, by consumer.</summary>
    public static async Task<long> PendingAsync(IConnectionMultiplexer redis, string? consumer = null)
    {
        var summary = (RedisResult[])(await redis.GetDatabase().ExecuteAsync("XPENDING", StreamOptions.Key, StreamOptions.Group))!;
        if (consumer is null || summary[3].IsNull)
        {
            return consumer is null ? (long)summary[0] : 0;
        }

        return ((RedisResult[])summary[3]!).Select(pair => (string[])pair!).Where(pair => pair[0] == consumer)
            .Sum(pair => long.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
