namespace RechargeSync.Core.Admin.Queries;

/// <summary>Pages' sizes.</summary>
internal static class Paging
{
    public const int Most = 500;
    public const int Usual = 50;

    /// <summary>
    /// Rows that one request looks at, at most, for a filter without an index: a page is quick even where little fits.
    /// </summary>
    public const int Scan = 20_000;

    /// <summary>What is wrong with a page's size or place; null where nothing is.</summary>
    public static string? Check(int? limit, string? cursor, out Cursor? place) =>
        !Cursor.TryParse(cursor, out place)
            ? "cursor is none of ours: leave it out for the first page, or send the next of the page before as it is."
        : limit is < 1 or > Most ? $"limit is from 1 to {Most}."
        : null;
}
