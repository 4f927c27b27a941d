using System.Globalization;
using System.Text.RegularExpressions;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Inbox;
using StackExchange.Redis;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>Reads the record of deliveries that left no row.</summary>
internal sealed partial class UnstoredList(IConnectionMultiplexer redis)
{
    /// <summary>Whether a text may be a cursor of this list.</summary>
    public static bool IsCursor(string? text) => text is null || EntryId().IsMatch(text);

    /// <summary>A page, newest first.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<ListPage<UnstoredDelivery>> ListAsync(string? after, int limit)
    {
        // Beyond the cursor, its own entry excluded.
        var entries = await redis
            .GetDatabase()
            .StreamRangeAsync(
                UnstoredRecord.Key,
                maxId: after is null ? default(RedisValue?) : "(" + after,
                count: limit + 1,
                messageOrder: Order.Descending
            );
        var items = entries.Select(Read).ToList();
        return items.Count > limit
            ? new ListPage<UnstoredDelivery>(items[..limit], items[limit - 1].Id)
            : new ListPage<UnstoredDelivery>(items, null);
    }

    private static UnstoredDelivery Read(StreamEntry entry)
    {
        var id = (string)entry.Id!;
        var reason = Field(UnstoredRecord.ReasonField);
        return new UnstoredDelivery(
            id,
            DateTimeOffset.FromUnixTimeMilliseconds(
                long.Parse(
                    id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture
                )
            ),
            reason.Length == 0 ? "duplicate" : "refused",
            Field(UnstoredRecord.StoreField),
            Field(UnstoredRecord.TopicField),
            reason.Length == 0 ? null : reason,
            long.TryParse(
                Field(UnstoredRecord.BytesField),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var bytes
            )
                ? bytes
                : null
        );

        string Field(string name) => (string?)entry[name] ?? "";
    }

    [GeneratedRegex(@"^[0-9]{1,15}-[0-9]{1,10}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntryId();
}
