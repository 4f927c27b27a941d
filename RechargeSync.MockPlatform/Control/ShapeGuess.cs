using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge;

namespace RechargeSync.MockPlatform.Control;

/// <summary>Tells the version of a seeded document by the names that only one of the two has.</summary>
internal static class ShapeGuess
{
    private static readonly string[] OnlyJanuary =
    [
        "charge_id",
        "charge_status",
        "customer_id",
        "customer_hash",
        "note_attributes",
        "discount_codes",
        "shipments_count",
        "processor_name",
        "transaction_id",
        "first_name",
        "email",
        "shopify_order_id",
        "total_weight",
        "address_is_active",
    ];

    private static readonly string[] OnlyNovember =
    [
        "charge",
        "order_attributes",
        "discounts",
        "orders_count",
        "external_order_name",
        "external_transaction_id",
        "total_weight_grams",
        "taxable",
        "has_uncommitted_changes",
    ];

    public static ApiVersion Of(JsonObject document, ApiVersion fallback)
    {
        var january = OnlyJanuary.Count(document.ContainsKey);
        var november = OnlyNovember.Count(document.ContainsKey);
        november += document["external_order_id"] is JsonObject ? 1 : 0;
        if (january != november)
        {
            return january > november ? ApiVersion.January2021 : ApiVersion.November2021;
        }

        return
            document["status"] is JsonValue status
            && status.GetValueKind() == JsonValueKind.String
            && status.GetValue<string>() is { Length: > 0 } text
            ? char.IsAsciiLetterUpper(text[0])
                ? ApiVersion.January2021
                : ApiVersion.November2021
            : fallback;
    }
}
