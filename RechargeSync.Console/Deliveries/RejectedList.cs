using System.Globalization;
using System.Text.RegularExpressions;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Inbox;
using StackExchange.Redis;

namespace RechargeSync.Console.Deliveries;

/// <summary>Reads the record of rejected deliveries, which left no row.</summary>
internal sealed partial class RejectedList(IConnectionMultiplexer redis)
{
    /// <summary>A page, newest first.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<Answer<ListPage<RejectedDeliverySummary>>> ListAsync(PageRequest page)
    {
        if (Paging.CheckSize(page.Limit) is { } refusal)
        {
            return refusal;
        }

        var (after, limit) = (page.Cursor, page.Limit ?? Paging.Usual);
        if (after is not null && !EntryId().IsMatch(after))
        {
            return Refusal.BadRequest("cursor is none of ours: leave it out for the first page.");
        }

        // Beyond the cursor, its own entry excluded.
        var entries = await redis
            .GetDatabase()
            .StreamRangeAsync(
                RejectedDeliveries.Key,
                maxId: after is null ? default(RedisValue?) : "(" + after,
                count: limit + 1,
                messageOrder: Order.Descending
            );
        var items = entries.Select(Read).ToList();
        return items.Count > limit
            ? new ListPage<RejectedDeliverySummary>(items[..limit], items[limit - 1].Id)
            : new ListPage<RejectedDeliverySummary>(items, null);
    }

    /// <summary>The newest entry's id; that of no entry where there is none.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<string> NewestIdAsync() =>
        await redis.GetDatabase().StreamRangeAsync(RejectedDeliveries.Key, count: 1, messageOrder: Order.Descending)
            is [var newest]
            ? (string)newest.Id!
            : "0-0";

    /// <summary>What came after an entry, newest first.</summary>
    /// <param name="after">The entry's id.</param>
    /// <param name="limit">Most of them; of more, the newest.</param>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task<IReadOnlyList<RejectedDeliverySummary>> SinceAsync(string after, int limit)
    {
        var entries = await redis
            .GetDatabase()
            .StreamRangeAsync(RejectedDeliveries.Key, minId: "(" + after, count: limit, messageOrder: Order.Descending);
        return [.. entries.Select(Read)];
    }

    private static RejectedDeliverySummary Read(StreamEntry entry)
    {
        var id = (string)entry.Id!;
        var reason = Field(RejectedDeliveries.ReasonField);
        return new RejectedDeliverySummary
        {
            Id = id,
            At = DateTimeOffset.FromUnixTimeMilliseconds(
                long.Parse(
                    id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture
                )
            ),
            Verdict = reason.Length == 0 ? "duplicate" : "refused",
            Store = Field(RejectedDeliveries.StoreField),
            Topic = Field(RejectedDeliveries.TopicField),
            Reason = reason.Length == 0 ? null : reason,
            Bytes = long.TryParse(
                Field(RejectedDeliveries.BytesField),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var bytes
            )
                ? bytes
                : null,
        };

        string Field(string name) => (string?)entry[name] ?? "";
    }

    [GeneratedRegex(@"^[0-9]{1,15}-[0-9]{1,10}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntryId();
}
