using System.Text.Json;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>
/// What the platform accepts: forgiving about what is missing or unknown, strict about what is there.
/// </summary>
internal static class PlatformOrderRules
{
    private const int LongestReference = 200;

    private static readonly BodyRule Reference = BodyRule.TextOfLength(LongestReference).Required();

    private static readonly BodyRule TaxLines = BodyRule.ListOf(
        BodyRule.Object(("title", BodyRule.Text), ("rate", BodyRule.Amount), ("price", BodyRule.Amount)).Required()
    );

    private static readonly BodyRule Attributes = BodyRule.ListOf(
        BodyRule.Object(("name", BodyRule.Text), ("value", BodyRule.Text)).Required()
    );

    private static readonly BodyRule Address = BodyRule.Object(
        Each(
            BodyRule.Text,
            "firstName",
            "lastName",
            "company",
            "address1",
            "address2",
            "city",
            "province",
            "zip",
            "country",
            "countryName",
            "phone"
        )
    );

    private static readonly BodyRule Line = BodyRule
        .Object([
            .. Each(
                BodyRule.Text,
                "sku",
                "productId",
                "variantId",
                "title",
                "variantTitle",
                "purchaseItemId",
                "purchaseItemType",
                "image",
                "bundleParent"
            ),
            ("quantity", BodyRule.Count.Required()),
            .. Each(BodyRule.Amount, "unitPrice", "originalPrice", "total", "tax", "discount"),
            ("unitPriceIncludesTax", BodyRule.Flag),
            ("requiresShipping", BodyRule.Flag),
            ("weightGrams", BodyRule.CountOrZero),
            ("taxLines", TaxLines),
            ("properties", Attributes),
        ])
        .Required();

    private static readonly BodyRule Order = BodyRule.Object([
        ("contractVersion", BodyRule.Count),
        (
            "status",
            BodyRule.OneOf(
                PlatformStatus.Paid,
                PlatformStatus.PartiallyRefunded,
                PlatformStatus.Refunded,
                PlatformStatus.Cancelled
            )
        ),
        .. Each(BodyRule.Text, "currency", "email", "note", "rechargeOrderId", "chargeId", "addressId", "type"),
        ("prepaid", BodyRule.Flag),
        ("prepaidPosition", BodyRule.Count),
        ("prepaidCount", BodyRule.Count),
        ("createdAt", BodyRule.Time),
        ("processedAt", BodyRule.Time),
        ("scheduledAt", BodyRule.Time),
        ("payment", BodyRule.Object(Each(BodyRule.Text, "processor", "transactionId"))),
        (
            "customer",
            BodyRule.Object(Each(BodyRule.Text, "id", "externalId", "email", "firstName", "lastName", "phone"))
        ),
        ("shippingAddress", Address),
        ("billingAddress", Address),
        ("lines", BodyRule.ListOf(Line)),
        ("tags", BodyRule.ListOf(BodyRule.Text.Required())),
        (
            "shippingLines",
            BodyRule.ListOf(
                BodyRule.Object([.. Each(BodyRule.Text, "code", "title"), .. Each(BodyRule.Amount, "price")]).Required()
            )
        ),
        (
            "discounts",
            BodyRule.ListOf(
                BodyRule
                    .Object([.. Each(BodyRule.Text, "code", "kind"), .. Each(BodyRule.Amount, "value", "amount")])
                    .Required()
            )
        ),
        ("attributes", Attributes),
        ("taxLines", TaxLines),
        (
            "totals",
            BodyRule.Object(
                Each(BodyRule.Amount, "subtotal", "discounts", "shipping", "tax", "duties", "refunds", "total")
            )
        ),
        ("includesTax", BodyRule.Flag),
        ("weightGrams", BodyRule.CountOrZero),
    ]);

    private static readonly BodyRule Cancel = BodyRule.Object(("reason", BodyRule.Text));

    private static readonly BodyRule Refund = BodyRule.Object(
        ("status", BodyRule.OneOf(PlatformStatus.PartiallyRefunded, PlatformStatus.Refunded).Required()),
        ("refunded", BodyRule.AmountAboveOrZero)
    );

    /// <param name="withReference">Whether the body must name its reference, as a new order does.</param>
    /// <returns>What is wrong, by field; empty when all is well.</returns>
    public static Dictionary<string, string[]> Check(JsonElement body, bool withReference)
    {
        var errors = Check(Order, body);
        if (withReference)
        {
            Reference.Check("reference", body.TryGetProperty("reference", out var value) ? value : null, errors);
        }

        return errors;
    }

    /// <inheritdoc cref="Check(JsonElement, bool)" />
    public static Dictionary<string, string[]> CheckCancel(JsonElement body) => Check(Cancel, body);

    /// <inheritdoc cref="Check(JsonElement, bool)" />
    public static Dictionary<string, string[]> CheckRefund(JsonElement body) => Check(Refund, body);

    public static string? ReferenceOf(JsonElement body) => PlatformBody.Text(body, "reference");

    private static Dictionary<string, string[]> Check(BodyRule rule, JsonElement body)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        rule.Check("", body, errors);
        return errors;
    }

    private static (string, BodyRule)[] Each(BodyRule rule, params string[] names) => [.. names.Select(n => (n, rule))];
}
