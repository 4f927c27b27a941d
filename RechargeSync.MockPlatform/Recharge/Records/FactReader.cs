using System.Globalization;
using System.Text.Json;

namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>
/// Reads the facts out of a document of either version. Lenient on purpose: a seeded document may be as odd as
/// Recharge's own, and must be served as it was given.
/// </summary>
internal static class FactReader
{
    /// <returns>The facts, or null when the document has no usable <c>id</c>.</returns>
    public static RecordFacts? Read(RecordKind kind, JsonElement document, StoreTime time)
    {
        if (document.ValueKind != JsonValueKind.Object || Number(document, "id") is not { } id)
        {
            return null;
        }

        return new RecordFacts
        {
            Id = id,
            AddressId = Number(document, "address_id"),
            ChargeId =
                kind == RecordKind.Order
                    ? Number(document, "charge_id") ?? Number(Child(document, "charge"), "id")
                    : null,
            CustomerId = Number(document, "customer_id") ?? Number(Child(document, "customer"), "id"),
            Status = Words.Lower(Text(document, "status")),
            Type = Words.Lower(Text(document, "type")),
            Tags = Text(document, "tags"),
            IsPrepaid = Flag(document, "is_prepaid"),
            OrdersCount = (int?)(Number(document, "orders_count") ?? Number(document, "shipments_count")),
            ExternalOrderId = External(document, "external_order_id", "shopify_order_id"),
            ExternalOrderNumber = External(document, "external_order_number", "shopify_order_number"),
            TotalPrice = Amount(document, "total_price"),
            TotalRefunds = Amount(document, "total_refunds"),
            IsRedacted = Flag(document, "redacted") ?? false,
            CreatedAt = time.Parse(Text(document, "created_at")),
            UpdatedAt = time.Parse(Text(document, "updated_at")),
            ScheduledAt = time.Parse(Text(document, "scheduled_at")),
            ProcessedAt = time.Parse(Text(document, "processed_at")),
            PurchaseItemIds = PurchaseItems(document),
        };
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement parent, string name)
    {
        var value = Child(parent, name);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static long? Number(JsonElement parent, string name) =>
        long.TryParse(Text(parent, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static decimal? Amount(JsonElement parent, string name) =>
        decimal.TryParse(Text(parent, name), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;

    private static bool? Flag(JsonElement parent, string name) =>
        Child(parent, name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number or JsonValueKind.String => Text(parent, name) switch
            {
                "1" or "true" => true,
                "0" or "false" => false,
                _ => null,
            },
            _ => null,
        };

    private static string? External(JsonElement document, string name, string shopifyName)
    {
        var text = Text(document, name) ?? Text(Child(document, name), "ecommerce") ?? Text(document, shopifyName);
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static List<long> PurchaseItems(JsonElement document)
    {
        var ids = new List<long>();
        if (Child(document, "line_items") is { ValueKind: JsonValueKind.Array } lines)
        {
            ids.AddRange(
                lines
                    .EnumerateArray()
                    .Select(l => Number(l, "purchase_item_id") ?? Number(l, "subscription_id"))
                    .OfType<long>()
            );
        }

        return ids;
    }
}
