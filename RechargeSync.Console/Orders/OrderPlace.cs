using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>
/// Where a page of orders begins. Newest first it holds ids up to the bound, oldest first ids above it; of stores behind
/// the cursor's own, the cursor's id is still to come.
/// </summary>
/// <param name="OldestFirst">The direction.</param>
/// <param name="Store">The cursor's store.</param>
/// <param name="Bound">The bound of the cursor's store, and of those before it.</param>
/// <param name="BoundBehind">The bound of stores behind it.</param>
internal sealed record OrderPlace(bool OldestFirst, string Store, long Bound, long BoundBehind)
{
    /// <summary>The place behind a cursor; null for the beginning.</summary>
    public static OrderPlace Behind(Cursor? cursor, bool oldestFirst)
    {
        if (cursor is null)
        {
            var end = oldestFirst ? long.MinValue : long.MaxValue;
            return new OrderPlace(oldestFirst, "", end, end);
        }

        var (with, without) = oldestFirst ? (cursor.Id - 1, cursor.Id) : (cursor.Id, cursor.Id - 1);
        return new OrderPlace(oldestFirst, cursor.Store, without, cursor.Store.Length == 0 ? without : with);
    }

    /// <summary>
    /// Reads so many orders of each store from here on, along the index of <paramref name="orders"/>. The bound is asked
    /// of the store's row, which also keeps the inner query lateral: where the store's name is all that ties the two
    /// together, EF joins a ROW_NUMBER of the whole table.
    /// </summary>
    public IQueryable<OrderRow> OfEach(IQueryable<StoreRow> stores, IQueryable<OrderRow> orders, int skip, int take) =>
        OldestFirst
            ? stores.SelectMany(store =>
                orders
                    .Where(order =>
                        order.Store == store.Name
                        && order.OrderId > (string.Compare(store.Name, Store) > 0 ? BoundBehind : Bound)
                    )
                    .OrderBy(order => order.OrderId)
                    .Skip(skip)
                    .Take(take)
            )
            : stores.SelectMany(store =>
                orders
                    .Where(order =>
                        order.Store == store.Name
                        && order.OrderId <= (string.Compare(store.Name, Store) > 0 ? BoundBehind : Bound)
                    )
                    .OrderByDescending(order => order.OrderId)
                    .Skip(skip)
                    .Take(take)
            );

    /// <summary>What comes from here on.</summary>
    public IQueryable<OrderRow> From(IQueryable<OrderRow> orders) =>
        OldestFirst
            ? orders.Where(order => order.OrderId > (string.Compare(order.Store, Store) > 0 ? BoundBehind : Bound))
            : orders.Where(order => order.OrderId <= (string.Compare(order.Store, Store) > 0 ? BoundBehind : Bound));
}
