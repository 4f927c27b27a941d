using Microsoft.EntityFrameworkCore;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Listing;

/// <summary>A store as a row of a query.</summary>
internal sealed record StoreRow
{
    public required string Name { get; init; }
}

/// <summary>Stores as rows, to read so many rows of each. In SQL, as LINQ has no words for these two.</summary>
internal static class StoreRows
{
    /// <summary>The named stores. A query over parameters alone cannot begin in LINQ.</summary>
    public static IQueryable<StoreRow> Stores(this SyncDbContext context, IEnumerable<string> names) =>
        context.Database.SqlQuery<StoreRow>($"""SELECT unnest({names.ToArray()}) AS "Name" """);

    /// <summary>
    /// The stores that have orders, store by store along the primary key: DISTINCT would read every order's entry.
    /// </summary>
    public static IQueryable<StoreRow> StoresWithOrders(this SyncDbContext context) =>
        context.Database.SqlQuery<StoreRow>(
            $"""
            WITH RECURSIVE names AS (
                (SELECT store FROM orders ORDER BY store LIMIT 1)
                UNION ALL
                SELECT (SELECT orders.store FROM orders WHERE orders.store > names.store ORDER BY orders.store LIMIT 1)
                FROM names WHERE names.store IS NOT NULL)
            SELECT store AS "Name" FROM names WHERE store IS NOT NULL
            """
        );
}
