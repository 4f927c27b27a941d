using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Auditing;

/// <summary>Redis's side: everything that is in it.</summary>
internal static class RedisScan
{
    public const string Stream = "rechargesync:inbox";

    /// <summary>Keys or values that hold what Redis may not hold.</summary>
    /// <exception cref="IOException">Redis is away.</exception>
    public static async Task<List<string>> LeaksAsync(RedisServer redis)
    {
        var leaks = new List<string>();
        var cursor = "0";
        do
        {
            var page = (List<object?>)(await redis.SendAsync("SCAN", cursor, "COUNT", "1000"))!;
            cursor = (string)page[0]!;
            foreach (var key in ((List<object?>)page[1]!).Cast<string>())
            {
                var text = key + " " + Flatten(await ValueAsync(redis, key));
                leaks.AddRange(
                    Secrets
                        .Forbidden.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
                        .Select(word => $"Redis key {key} holds '{word}'")
                );
            }
        } while (cursor != "0");
        return leaks;
    }

    /// <summary>Entries that are not done.</summary>
    public static async Task<long> LengthAsync(RedisServer redis) => (long)(await redis.SendAsync("XLEN", Stream))!;

    /// <summary>Entries that the stream ever got; 0 where there is no stream.</summary>
    public static async Task<long> EntriesAddedAsync(RedisServer redis)
    {
        if (await redis.SendAsync("EXISTS", Stream) is 0L)
        {
            return 0;
        }

        var info = (List<object?>)(await redis.SendAsync("XINFO", "STREAM", Stream))!;
        return (long)info[info.IndexOf("entries-added") + 1]!;
    }

    /// <summary>Entries that were handed to a consumer and are not done.</summary>
    public static async Task<long> PendingOfAsync(RedisServer redis, string consumer)
    {
        var info = (await ConsumersAsync(redis)).FirstOrDefault(entry =>
            entry.IndexOf("name") is var at && (string?)entry[at + 1] == consumer
        );
        return info is null ? 0 : (long)info[info.IndexOf("pending") + 1]!;
    }

    /// <summary>What Redis tells of each consumer; nothing where the group is missing.</summary>
    public static async Task<IReadOnlyList<List<object?>>> ConsumersAsync(RedisServer redis)
    {
        try
        {
            return
            [
                .. ((List<object?>)(await redis.SendAsync("XINFO", "CONSUMERS", Stream, "workers"))!).Cast<
                    List<object?>
                >(),
            ];
        }
        catch (IOException exception)
            when (exception.Message.StartsWith("NOGROUP", StringComparison.Ordinal)
                || exception.Message.Contains("no such key", StringComparison.Ordinal)
            )
        {
            return [];
        }
    }

    private static async Task<object?> ValueAsync(RedisServer redis, string key) =>
        await redis.SendAsync("TYPE", key) switch
        {
            "string" => await redis.SendAsync("GET", key),
            "hash" => await redis.SendAsync("HGETALL", key),
            "stream" => await redis.SendAsync("XRANGE", key, "-", "+", "COUNT", "500"),
            "none" => null,
            var other => $"a {other} was not expected here: zyx",
        };

    private static string Flatten(object? value) =>
        value is List<object?> list ? string.Join(' ', list.Select(Flatten)) : value?.ToString() ?? "";
}
