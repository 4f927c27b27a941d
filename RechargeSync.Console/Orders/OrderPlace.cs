using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>
/// Where a page of orders begins: at the bound, newest first downwards and oldest first upwards. The bound itself is
/// left out for the cursor's own store and for those before it, which the page before has shown.
/// </summary>
/// <param name="OldestFirst">The direction.</param>
/// <param name="Store">The cursor's store; empty where the bound belongs to the page.</param>
/// <param name="Bound">The first id.</param>
internal sealed record OrderPlace(bool OldestFirst, string Store, long Bound)
{
    /// <summary>The place behind a cursor; null for the beginning.</summary>
    public static OrderPlace Behind(Cursor? cursor, bool oldestFirst) =>
        cursor switch
        {
            null => new OrderPlace(oldestFirst, "", oldestFirst ? long.MinValue : long.MaxValue),

            // Read to here in every store.
            { Store: "" } => new OrderPlace(oldestFirst, "", oldestFirst ? cursor.Id + 1 : cursor.Id - 1),
            _ => new OrderPlace(oldestFirst, cursor.Store, cursor.Id),
        };

    /// <summary>
    /// Reads so many orders of each store from here on, along the index of <paramref name="orders"/>. The bound alone
    /// is a plain comparison, as its share of the table can be estimated: taken for a third of it, it is sorted rather
    /// than read along the index. What is left out is asked of the store's row, which keeps the inner query lateral:
    /// where the store's name is all that ties the two together, EF joins a ROW_NUMBER of the whole table.
    /// </summary>
    public IQueryable<OrderRow> OfEach(IQueryable<StoreRow> stores, IQueryable<OrderRow> orders, int skip, int take) =>
        OldestFirst
            ? stores.SelectMany(store =>
                orders
                    .Where(order =>
                        order.Store == store.Name
                        && order.OrderId >= Bound
                        && (order.OrderId != Bound || string.Compare(store.Name, Store) > 0)
                    )
                    .OrderBy(order => order.OrderId)
                    .Skip(skip)
                    .Take(take)
            )
            : stores.SelectMany(store =>
                orders
                    .Where(order =>
                        order.Store == store.Name
                        && order.OrderId <= Bound
                        && (order.OrderId != Bound || string.Compare(store.Name, Store) > 0)
                    )
                    .OrderByDescending(order => order.OrderId)
                    .Skip(skip)
                    .Take(take)
            );

    /// <summary>What comes from here on.</summary>
    public IQueryable<OrderRow> From(IQueryable<OrderRow> orders) =>
        (
            OldestFirst
                ? orders.Where(order => order.OrderId >= Bound)
                : orders.Where(order => order.OrderId <= Bound)
        ).Where(order => order.OrderId != Bound || string.Compare(order.Store, Store) > 0);
}
