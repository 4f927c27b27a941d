using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Options;

/// <summary>Reads a list page by page.</summary>
internal static class Pages
{
    private const int MaxPage = 500;

    /// <summary>
    /// Reads until there are enough items, or no more. A page may be empty while there is a next one.
    /// </summary>
    /// <param name="most">Most items to read.</param>
    /// <param name="cursor">Where to begin; null at the beginning.</param>
    /// <param name="read">Reads a page: by cursor, with at most so many items.</param>
    public static async Task<ListPage<T>> ReadAsync<T>(
        int most,
        string? cursor,
        Func<string?, int, Task<ListPage<T>>> read
    )
    {
        var items = new List<T>();
        do
        {
            var page = await read(cursor, Math.Min(MaxPage, most - items.Count));
            items.AddRange(page.Items);
            cursor = page.Next;
        } while (cursor is not null && items.Count < most);
        return new ListPage<T>(items, cursor);
    }
}
