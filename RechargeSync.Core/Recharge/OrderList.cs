using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Order lists of both versions: the address of the first page, and how each page leads to the next. A request with a
/// cursor carries nothing but the limit; the cursor holds the filters.
/// </summary>
internal static class OrderList
{
    /// <summary>Past this page Recharge refuses, in both versions.</summary>
    public const int LastPage = 100;

    /// <summary>
    /// Wall times without offset are ambiguous for an hour each autumn, and say nothing of how the store's zone is kept
    /// on the other side: ask for more, since an order that comes twice does no harm.
    /// </summary>
    private static readonly TimeSpan s_wallTimeSlack = TimeSpan.FromHours(3);

    /// <summary>
    /// Orders with status success that were updated since <paramref name="from"/>, with or without an external id.
    /// </summary>
    public static string Successful(Store store, bool linked, DateTimeOffset from, int limit)
    {
        var flag = linked ? "true" : "false";
        var filters =
            store.ApiVersion == ApiVersion.V202101
                ? $"status=SUCCESS&has_external_id={flag}&updated_at_min={WallTime(store, from)}"
                : $"status=success&has_external_order={flag}&updated_at_min={Instant(from)}";
        return string.Create(CultureInfo.InvariantCulture, $"/orders?{filters}&sort_by=updated_at-asc&limit={limit}");
    }

    /// <summary>These orders, whatever their status.</summary>
    public static string OfIds(IEnumerable<long> ids, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"/orders?ids={string.Join(',', ids)}&limit={limit}");

    /// <summary>The orders of a charge, whatever their status.</summary>
    public static string OfCharge(long chargeId, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"/orders?charge_id={chargeId}&limit={limit}");

    /// <summary>Reads a single order with its JSON. That it breaks the contract, the inbox will find out.</summary>
    /// <exception cref="PayloadException">The body is no order, as when it was cut off.</exception>
    public static ListedOrder ReadOne(HttpOutcome answer, Store store) =>
        RechargePayload.Read(
            answer.Body,
            root =>
                root.Member("order") is { } order && ReadEntry(order, store.TimeZone) is { } read
                    ? read
                    : throw new PayloadException("the key 'order' is missing, or it has no id")
        );

    /// <summary>Reads a page. An order that breaks the contract does not take the others with it.</summary>
    /// <param name="answer">Recharge's answer.</param>
    /// <param name="store">Whose orders they are.</param>
    /// <param name="asked">Path and query that were asked for.</param>
    /// <param name="limit">Orders in a full page.</param>
    /// <exception cref="PayloadException">The body is no list, as when it was cut off.</exception>
    public static OrderPage Read(HttpOutcome answer, Store store, string asked, int limit) =>
        RechargePayload.Read(
            answer.Body,
            root =>
            {
                if (root.Member("orders") is not { Kind: JsonValueKind.Array } list)
                {
                    throw new PayloadException("the list 'orders' is missing");
                }

                ListedOrder?[] entries = [.. list.Entries.Select(entry => ReadEntry(entry, store.TimeZone))];
                var (next, isCounted) = Next(
                    root,
                    answer.Headers,
                    asked,
                    isFull: entries.Length >= limit && store.ApiVersion == ApiVersion.V202101,
                    limit
                );
                return new OrderPage(
                    [.. entries.OfType<ListedOrder>()],
                    entries.Count(entry => entry is null),
                    next,
                    isCounted
                );
            }
        );

    private static ListedOrder? ReadEntry(LenientJson entry, TimeZoneInfo? zone)
    {
        long id;
        try
        {
            id = entry.RequiredId("id");
        }
        catch (PayloadException)
        {
            return null;
        }

        var raw = entry.Raw.ToArray();
        try
        {
            return new ListedOrder(id, raw, RechargePayload.ReadOrder(entry, zone), null);
        }
        catch (PayloadException exception)
        {
            return new ListedOrder(id, raw, null, exception.Message);
        }
    }

    private static (string? Next, bool IsCounted) Next(
        LenientJson root,
        HttpResponseHeaders? headers,
        string asked,
        bool isFull,
        int limit
    )
    {
        if (root.Text("next_cursor") is { } cursor)
        {
            return (
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"/orders?limit={limit}&cursor={Uri.EscapeDataString(cursor)}"
                ),
                false
            );
        }

        if (LinkedQuery(headers) is { } query)
        {
            return ("/orders" + query, PageOf(query) > 1);
        }

        // No word of a next page, though this one is full: count, as the oldest of the three ways.
        return isFull && !asked.Contains("cursor=", StringComparison.Ordinal)
            ? (WithPage(asked, PageOf(asked) + 1), true)
            : (null, false);
    }

    // Only the query is taken from the link: the token goes to the configured address and nowhere else.
    private static string? LinkedQuery(HttpResponseHeaders? headers)
    {
        if (headers is null || !headers.TryGetValues("Link", out var values))
        {
            return null;
        }

        foreach (var link in values.SelectMany(value => value.Split(", <")))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            var start = link.IndexOf('?', StringComparison.Ordinal);
            if (
                start >= 0
                && end > start
                && link[end..]
                    .Replace("\"", "", StringComparison.Ordinal)
                    .Contains("rel=next", StringComparison.OrdinalIgnoreCase)
            )
            {
                return link[start..end];
            }
        }

        return null;
    }

    /// <summary>The page's number in a path or query; 1 where it names none.</summary>
    public static int PageOf(string pathAndQuery)
    {
        var part = pathAndQuery
            .Split('?', '&')
            .FirstOrDefault(part => part.StartsWith("page=", StringComparison.Ordinal));
        return
            part is not null
            && int.TryParse(part.AsSpan("page=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? page
            : 1;
    }

    private static string WithPage(string asked, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"{asked.Split("&page=")[0]}&page={page}");

    private static string Instant(DateTimeOffset from) =>
        Uri.EscapeDataString(from.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));

    private static string WallTime(Store store, DateTimeOffset from) =>
        Uri.EscapeDataString(
            TimeZoneInfo
                .ConvertTime(from - s_wallTimeSlack, store.TimeZone ?? TimeZoneInfo.Utc)
                .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        );
}

/// <summary>An order as a list shows it.</summary>
/// <param name="Id">Recharge's id.</param>
/// <param name="Raw">Its JSON as received.</param>
/// <param name="Order">What we read of it; null where it breaks the contract.</param>
/// <param name="Problem">How it breaks the contract.</param>
internal sealed record ListedOrder(long Id, byte[] Raw, RechargeOrder? Order, string? Problem)
{
    public override string ToString() => $"order {Id}";
}

/// <summary>One page of an order list.</summary>
/// <param name="Orders">Its orders, in Recharge's order.</param>
/// <param name="Unidentified">Entries without a usable id: nothing can be done for them but to tell.</param>
/// <param name="Next">Path and query of the next page; null after the last.</param>
/// <param name="IsCounted">
/// True where the next page is known by its number only, so that what leaves the list meanwhile moves the rest up.
/// </param>
internal sealed record OrderPage(IReadOnlyList<ListedOrder> Orders, int Unidentified, string? Next, bool IsCounted);
