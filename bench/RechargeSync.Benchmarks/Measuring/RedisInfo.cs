namespace RechargeSync.Benchmarks.Measuring;

/// <summary>Redis's word about itself.</summary>
internal static class RedisInfo
{
    public static async Task<string> ReadAsync(RedisServer redis, string section, string name) =>
        ((string)(await redis.SendAsync("INFO", section))!)
            .Split("\r\n")
            .First(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..];
}
