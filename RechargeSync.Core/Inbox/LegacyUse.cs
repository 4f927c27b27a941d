using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// When a delivery of each store last came with the legacy header alone, so that an operator learns whether it is still
/// needed. A note in Redis, at most one a minute for each store; nothing depends on it.
/// </summary>
internal sealed class LegacyUse(IConnectionMultiplexer redis, TimeProvider clock)
{
    /// <summary>A hash: seconds since 1970, by the store's name.</summary>
    public const string Key = "rechargesync:legacy-signatures";

    private readonly ConcurrentDictionary<string, long> _minutes = new(StringComparer.Ordinal);

    /// <summary>Notes a delivery. Never waits.</summary>
    /// <param name="store">A configured store.</param>
    public void Note(string store)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var minute = now / 60;
        if (!redis.IsConnected || (_minutes.TryGetValue(store, out var noted) && noted == minute))
        {
            return;
        }

        _minutes[store] = minute;
        try
        {
            redis.GetDatabase().HashSet(Key, store, now, flags: CommandFlags.FireAndForget);
        }
        catch (RedisException)
        {
            // Just gone; the next minute's delivery is noted.
        }
    }

    /// <summary>The last one of a store; null where none is known.</summary>
    public async Task<DateTimeOffset?> LastAsync(string store, CancellationToken cancellationToken)
    {
        var value = await redis.GetDatabase().HashGetAsync(Key, store).WaitAsync(cancellationToken);
        return long.TryParse((string?)value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }
}
