using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>A checkout in the names of 2021-01. Unlike orders, its times stay in UTC there.</summary>
internal static class CheckoutToJanuary
{
    public static JsonObject Translate(JsonObject checkout)
    {
        var target = new JsonObject
        {
            ["applied_discount"] = null,
            ["billing_address"] = Addresses.ToJanuary(checkout["billing_address"]),
            ["buyer_accepts_marketing"] = false,
            ["charge_id"] = Nodes.Copy(checkout["charge_id"]),
            ["completed_at"] = CompletedAt(checkout["completed_at"]),
            ["discount_code"] = null,
            ["line_items"] = Nodes.List(checkout["line_items"], Line),
            ["note_attributes"] = Nodes.Copy(checkout["order_attributes"]),
            ["payment_processor_customer_id"] = null,
            ["payment_processor_transaction_id"] = Nodes.Unwrap(
                checkout["external_transaction_id"],
                "payment_processor"
            ),
            ["shipping_address"] = Addresses.ToJanuary(checkout["shipping_address"]),
            ["shipping_line"] = ShippingLine(checkout["shipping_lines"] as JsonArray),
        };
        foreach (
            var name in (string[])
                [
                    "created_at",
                    "currency",
                    "email",
                    "external_checkout_id",
                    "external_checkout_source",
                    "note",
                    "payment_processor",
                    "phone",
                    "requires_shipping",
                    "subtotal_price",
                    "tax_lines",
                    "taxes_included",
                    "token",
                    "total_price",
                    "total_tax",
                    "updated_at",
                ]
        )
        {
            target[name] = Nodes.Copy(checkout[name]);
        }

        return target;
    }

    private static JsonObject Line(JsonNode? line)
    {
        var preferences = line?["subscription_preferences"];
        var quantity = Nodes.Money(line?["quantity"]) ?? 1;
        var price = Nodes.Money(line?["unit_price"]) ?? 0;
        return new JsonObject
        {
            ["charge_interval_frequency"] = Nodes.Member(preferences, "charge_interval_frequency"),
            ["cutoff_day_of_month"] = null,
            ["cutoff_day_of_week"] = null,
            ["expire_after_specific_number_of_charges"] = Nodes.Member(
                preferences,
                "expire_after_specific_number_of_charges"
            ),
            ["fulfillment_service"] = "manual",
            ["grams"] = Nodes.Member(line, "weight"),
            ["image"] = null,
            ["line_price"] = (price * quantity).ToString("0.00", CultureInfo.InvariantCulture),
            ["order_day_of_month"] = null,
            ["order_day_of_week"] = null,
            ["order_interval_frequency"] = Nodes.Member(preferences, "order_interval_frequency"),
            ["order_interval_unit"] = Nodes.Member(preferences, "interval_unit"),
            ["price"] = Nodes.Member(line, "unit_price"),
            ["product_id"] = Digits(Nodes.Unwrap(line?["external_product_id"])),
            ["properties"] = Nodes.Member(line, "properties"),
            ["quantity"] = Nodes.Member(line, "quantity"),
            ["requires_shipping"] = true,
            ["sku"] = Nodes.Member(line, "sku"),
            ["taxable"] = true,
            ["title"] = Nodes.Member(line, "title"),
            ["type"] = Nodes.Text(line?["purchase_item_type"]) is "onetime" ? "ONETIME" : "SUBSCRIPTION",
            ["variant_id"] = Digits(Nodes.Unwrap(line?["external_variant_id"])),
            ["variant_title"] = Nodes.Member(line, "variant_title"),
        };
    }

    // Microseconds and no offset: the one place where the version writes a time so.
    private static JsonNode? CompletedAt(JsonNode? node) =>
        DateTimeOffset.TryParse(
            Nodes.Text(node),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        )
            ? instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
            : null;

    private static JsonObject? ShippingLine(JsonArray? lines)
    {
        var (title, price) = lines is { Count: > 0 }
            ? (Nodes.Text(lines[0]?["title"]), Nodes.Text(lines[0]?["price"]))
            : (null, null);
        return title is null
            ? null
            : new JsonObject
            {
                ["handle"] = $"custom-{title}-{price}",
                ["price"] = price,
                ["title"] = title,
            };
    }

    // The ids of 2021-01 checkouts are numbers.
    private static JsonNode? Digits(JsonNode? id) =>
        long.TryParse(
            string.Concat((Nodes.Text(id) ?? "").Where(char.IsAsciiDigit)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
