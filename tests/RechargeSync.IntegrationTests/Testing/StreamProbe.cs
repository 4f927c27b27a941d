using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>Looks into the product's stream.</summary>
internal static class StreamProbe
{
    /// <summary>The entries' fields and values, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> EntriesAsync(IConnectionMultiplexer redis)
    {
        var entries = await redis.GetDatabase().StreamRangeAsync(StreamOptions.Key);
        return [.. entries.Select(entry => string.Join(' ', entry.Values.Select(Text)))];

        static string Text(NameValueEntry field) => $"{field.Name} {field.Value}";
    }

    /// <summary>Adds an entry as the product does.</summary>
    public static Task AddAsync(IConnectionMultiplexer redis, StreamEntry entry, string id = "*") =>
        redis
            .GetDatabase()
            .StreamAddAsync(
                StreamOptions.Key,
                [
                    new NameValueEntry(StreamFields.Store, entry.Store),
                    new NameValueEntry(StreamFields.Resource, entry.Resource.ToString()),
                    new NameValueEntry(StreamFields.TraceParent, entry.TraceParent ?? ""),
                ],
                id
            );

    /// <summary>Entries that are delivered and not done, by consumer.</summary>
    public static async Task<long> PendingAsync(IConnectionMultiplexer redis, string? consumer = null)
    {
        var pending = await redis.GetDatabase().StreamPendingAsync(StreamOptions.Key, StreamOptions.Group);
        return consumer is null
            ? pending.PendingMessageCount
            : pending.Consumers.Where(other => other.Name == consumer).Sum(other => other.PendingMessageCount);
    }
}
