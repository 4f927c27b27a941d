using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge;

namespace RechargeSync.MockPlatform.Control;

/// <summary>
/// Writes the checkout of a purchase, in the shape of 2021-11. The cart's id is its <c>external_checkout_id</c>.
/// </summary>
internal static class CheckoutDocument
{
    public static JsonObject Write(Purchase purchase)
    {
        var shipments = purchase.OrderIds.Count;
        var now = StoreTime.FormatUtc(purchase.Now);
        var subtotal = purchase.Subtotal * shipments;
        var lines = new JsonArray();
        foreach (var line in purchase.Lines)
        {
            lines.Add(Line(line, shipments));
        }

        return new JsonObject
        {
            ["token"] = purchase.Token,
            ["charge_id"] = purchase.ChargeId,
            ["analytics_data"] = new JsonObject { ["utm_params"] = new JsonArray() },
            ["applied_discounts"] = new JsonArray(),
            ["applied_shipping_rate"] = null,
            ["available_shipping_rates"] = new JsonArray(),
            ["billing_address"] = null,
            ["completed_at"] = now,
            ["created_at"] = now,
            ["currency"] = "USD",
            ["email"] = purchase.Email,
            ["external_checkout_id"] = purchase.CartId,
            ["external_checkout_source"] = "headless",
            ["external_customer_id"] = DocumentParts.Customer(purchase)["external_customer_id"]?.DeepClone(),
            ["external_transaction_id"] = DocumentParts.Transaction(purchase),
            ["line_items"] = lines,
            ["note"] = purchase.Note,
            ["order_attributes"] = new JsonArray(),
            ["payment_processor"] = "stripe",
            ["requires_shipping"] = true,
            ["shipping_address"] = DocumentParts.Address(),
            ["shipping_lines"] = new JsonArray(DocumentParts.ShippingLine()),
            ["subtotal_price"] = DocumentParts.Money(subtotal),
            ["tax_lines"] = new JsonArray(),
            ["taxable"] = true,
            ["taxes_included"] = false,
            ["total_price"] = DocumentParts.Money(subtotal + DocumentParts.ShippingPrice),
            ["total_tax"] = "0.00",
            ["updated_at"] = now,
        };
    }

    private static JsonObject Line(PurchaseLine line, int shipments) =>
        new()
        {
            ["external_product_id"] = DocumentParts.Ecommerce(line.Product.ProductId),
            ["external_variant_id"] = DocumentParts.Ecommerce(line.Product.VariantId),
            ["handle"] = null,
            ["images"] = new JsonObject(),
            ["properties"] = new JsonArray(),
            ["purchase_item_type"] = "subscription",
            ["quantity"] = line.Quantity,
            ["sku"] = line.Product.Sku,
            ["subscription_preferences"] = new JsonObject
            {
                ["charge_interval_frequency"] = shipments,
                ["cutoff_day_of_month"] = null,
                ["cutoff_day_of_week"] = null,
                ["expire_after_specific_number_of_charges"] = null,
                ["order_day_of_month"] = null,
                ["order_day_of_week"] = null,
                ["order_interval_frequency"] = 1,
                ["interval_unit"] = "month",
            },
            ["title"] = line.Product.Title,
            ["unit_price"] = DocumentParts.Money(line.UnitPrice * shipments),
            ["variant_title"] = line.Product.VariantTitle,
            ["weight"] = line.Product.Grams,
        };
}
