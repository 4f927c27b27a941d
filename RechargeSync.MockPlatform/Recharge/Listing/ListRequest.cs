using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Records;

namespace RechargeSync.MockPlatform.Recharge.Listing;

/// <summary>A list call, read and checked.</summary>
/// <param name="Query">Filters and order as a query string, for links and cursors.</param>
internal sealed record ListRequest(
    RecordFilter Filter,
    SortOrder Sort,
    int Limit,
    int Page,
    Cursor? Cursor,
    string Query
)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 250;
    private const int MaxPage = 100;
    private static readonly string[] Paging = ["limit", "page", "cursor"];

    /// <returns>The request, or null with the errors of a 422.</returns>
    public static ListRequest? Read(IQueryCollection query, RecordKind kind, RechargeCall call, out JsonObject errors)
    {
        var given = query.ToDictionary(StringComparer.Ordinal);
        var paging = new QueryReader(given, call);
        errors = paging.Errors;
        var limit = paging.Number("limit", DefaultLimit, 1, MaxLimit);
        var page = paging.Number("page", 1, 1, MaxPage);
        var cursor = ReadCursor(given, kind, paging);
        var filters = cursor is null ? given : QueryHelpers.ParseQuery(cursor.Query);

        var reader = new QueryReader(filters, call);
        var filter = ReadFilter(reader, kind, call.Version);
        var sort = ReadSort(reader, kind);
        foreach (var (field, messages) in reader.Errors)
        {
            errors[field] = messages?.DeepClone();
        }

        var text = QueryString
            .Create(filters.Where(f => !Paging.Contains(f.Key, StringComparer.Ordinal)))
            .ToString()
            .TrimStart('?');
        return errors.Count > 0 ? null : new ListRequest(filter, sort, limit, page, cursor, text);
    }

    private static Cursor? ReadCursor(Dictionary<string, StringValues> given, RecordKind kind, QueryReader reader)
    {
        if (reader.Text("cursor") is not { } text)
        {
            return null;
        }

        if (given.Keys.Any(name => name is not ("cursor" or "limit")))
        {
            reader.Fail("cursor", "A request with a cursor may carry limit only.");
            return null;
        }

        var cursor = Cursor.Decode(text, kind);
        if (cursor is null)
        {
            reader.Fail("cursor", "Invalid value");
        }

        return cursor;
    }

    private static RecordFilter ReadFilter(QueryReader reader, RecordKind kind, ApiVersion version)
    {
        var january = version == ApiVersion.January2021;
        var filter = new RecordFilter
        {
            Ids = reader.Numbers("ids"),
            AddressId = reader.Number("address_id"),
            CustomerId = reader.Number("customer_id"),
            PurchaseItemId = reader.Number(january ? "subscription_id" : "purchase_item_id"),
            ExternalOrderId = reader.Text("external_order_id") ?? (january ? reader.Text("shopify_order_id") : null),
            Statuses = reader.LowerWords("status"),
            Created = reader.Range("created_at"),
            Updated = reader.Range("updated_at"),
            Scheduled =
                kind == RecordKind.Charge && january && (reader.Has("date_min") || reader.Has("date_max"))
                    ? reader.Range("date")
                    : reader.Range("scheduled_at"),
            Processed = reader.Range("processed_at"),
        };

        // Each version has a name of its own for the flag. The other one is ignored like any name that Recharge does
        // not know.
        return kind == RecordKind.Charge
            ? filter
            : filter with
            {
                ChargeId = reader.Number("charge_id"),
                Type = reader.Text("type") is { } type ? Words.Lower(type) : null,
                HasExternalId = reader.Flag(january ? "has_external_id" : "has_external_order"),
            };
    }

    private static SortOrder ReadSort(QueryReader reader, RecordKind kind)
    {
        if (reader.Text("sort_by") is not { } text)
        {
            return SortOrder.Default;
        }

        var sort = SortOrder.Parse(text, kind);
        if (sort is null)
        {
            reader.Fail("sort_by", "Not a valid choice.");
        }

        return sort ?? SortOrder.Default;
    }
}
