using System.Collections.Concurrent;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Orders;

/// <summary>
/// Each store's line in time: <c>Stores:{name}:NotBefore</c>, or else its first start. What was ordered before it was
/// another integration's to place.
/// </summary>
internal sealed class GoLive(StoreTable table)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _firstStarts = new(StringComparer.Ordinal);

    /// <summary>The store's line.</summary>
    public async ValueTask<DateTimeOffset> OfAsync(Store store, CancellationToken cancellationToken)
    {
        if (store.Options.NotBefore is { } given)
        {
            return given;
        }

        if (_firstStarts.TryGetValue(store.Name, out var known))
        {
            return known;
        }

        if (await table.FirstStartAsync(store.Name, cancellationToken) is not { } first)
        {
            await table.RememberAsync([store.Name], cancellationToken);
            first = (await table.FirstStartAsync(store.Name, cancellationToken)).GetValueOrDefault();
        }

        return _firstStarts.GetOrAdd(store.Name, first);
    }

    /// <summary>Whether an order was there before the store's line.</summary>
    public async ValueTask<bool> IsBeforeAsync(Store store, RechargeOrder order, CancellationToken cancellationToken) =>
        DateOf(order) is { } date && date < await OfAsync(store, cancellationToken);

    /// <summary>
    /// The time that counts: when the order was created, or is to be shipped where that is later, since a prepaid
    /// order is created long before its day. Where the payload does not tell, its last change: it was there before.
    /// Null where nothing tells. Pure.
    /// </summary>
    internal static DateTimeOffset? DateOf(RechargeOrder order)
    {
        var created = Latest(order.CreatedAt) ?? Latest(order.UpdatedAt);
        var scheduled = Latest(order.ScheduledAt);
        return created is { } known && scheduled > known ? scheduled : created;
    }

    private static DateTimeOffset? Latest(SourceTime? time) => time is { } known ? known.Value + known.Slack : null;
}
