using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Listing;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Cursor">The next of the page before; null for the first page.</param>
/// <param name="Limit">Most items; null for <see cref="Paging.Usual"/>.</param>
internal sealed record PageRequest(string? Cursor = null, int? Limit = null);

/// <summary>Pages' sizes.</summary>
internal static class Paging
{
    public const int Most = 500;
    public const int Usual = 50;

    /// <summary>
    /// Rows that one request reads, at most, for a filter without an index: a page is quick even where little fits.
    /// </summary>
    public const int Scan = 20_000;

    /// <summary>What is wrong with a page's size or place; null where nothing is.</summary>
    public static Refusal? Check(PageRequest page, out Cursor? after, out int limit)
    {
        limit = page.Limit ?? Usual;
        return !Cursor.TryParse(page.Cursor, out after)
            ? Refusal.BadRequest(
                "cursor is none of ours: leave it out for the first page, "
                    + "or send the next of the page before as it is."
            )
            : CheckSize(page.Limit);
    }

    /// <summary>What is wrong with a page's size; null where nothing is.</summary>
    public static Refusal? CheckSize(int? limit) =>
        limit is < 1 or > Most ? Refusal.BadRequest($"limit is from 1 to {Most}.") : null;

    /// <summary>A page of rows that were read with one more than the limit.</summary>
    public static ListPage<T> Page<T>(List<T> rows, int limit, Func<T, Cursor> place) =>
        rows.Count > limit
            ? new ListPage<T>(rows[..limit], place(rows[limit - 1]).ToString())
            : new ListPage<T>(rows, null);
}
