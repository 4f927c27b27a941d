using System.Text.Json.Nodes;

namespace RechargeSync.Cli.Trigger;

/// <summary>A processed checkout that names its cart, as Recharge tells of it in either version.</summary>
internal static class CheckoutFixture
{
    public static JsonObject Write(FixtureSpec spec)
    {
        var checkout = new JsonObject
        {
            ["token"] = spec.Token,
            ["charge_id"] = spec.ChargeId,
            ["billing_address"] = null,
            ["completed_at"] = spec.Time(spec.Now),
            ["created_at"] = spec.Time(spec.Now),
            ["currency"] = "USD",
            ["email"] = FixtureParts.Email,
            ["external_checkout_id"] = $"cart-{spec.Token}",
            ["external_checkout_source"] = "headless",
            ["line_items"] = new JsonArray(spec.IsJanuary ? JanuaryLine(spec) : NovemberLine(spec)),
            ["note"] = null,
            ["payment_processor"] = "stripe",
            ["requires_shipping"] = true,
            ["shipping_address"] = FixtureParts.Address(spec.IsJanuary),
            ["subtotal_price"] = FixtureParts.Price,
            ["tax_lines"] = new JsonArray(),
            ["taxes_included"] = false,
            ["total_price"] = FixtureParts.Total,
            ["total_tax"] = "0.00",
            ["updated_at"] = spec.Time(spec.Now),
        };
        checkout[spec.IsJanuary ? "note_attributes" : "order_attributes"] = new JsonArray();
        return checkout;
    }

    // A prepaid plan is charged once for several orders.
    private static int MonthsPerCharge(FixtureSpec spec) => spec.IsPrepaid ? FixtureSpec.Shipments : 1;

    private static JsonObject NovemberLine(FixtureSpec spec) =>
        new()
        {
            ["external_product_id"] = FixtureParts.Ecommerce("P-100"),
            ["external_variant_id"] = FixtureParts.Ecommerce("V-100-L"),
            ["handle"] = null,
            ["images"] = new JsonObject(),
            ["properties"] = new JsonArray(),
            ["purchase_item_type"] = "subscription",
            ["quantity"] = 1,
            ["sku"] = FixtureParts.Sku,
            ["subscription_preferences"] = new JsonObject
            {
                ["charge_interval_frequency"] = MonthsPerCharge(spec),
                ["order_interval_frequency"] = 1,
                ["interval_unit"] = "month",
            },
            ["title"] = FixtureParts.Title,
            ["unit_price"] = FixtureParts.Price,
            ["variant_title"] = FixtureParts.Variant,
            ["weight"] = 250,
        };

    private static JsonObject JanuaryLine(FixtureSpec spec) =>
        new()
        {
            ["charge_interval_frequency"] = MonthsPerCharge(spec),
            ["order_interval_frequency"] = 1,
            ["order_interval_unit"] = "month",
            ["line_price"] = FixtureParts.Price,
            ["price"] = FixtureParts.Price,
            ["original_price"] = FixtureParts.Price,
            ["product_id"] = 100,
            ["variant_id"] = 1001,
            ["properties"] = new JsonArray(),
            ["quantity"] = 1,
            ["sku"] = FixtureParts.Sku,
            ["title"] = FixtureParts.Title,
            ["type"] = "SUBSCRIPTION",
            ["variant_title"] = FixtureParts.Variant,
        };
}
