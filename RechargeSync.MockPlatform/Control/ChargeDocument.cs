using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge;

namespace RechargeSync.MockPlatform.Control;

/// <summary>Writes the charge of a purchase, in the shape of 2021-11.</summary>
internal static class ChargeDocument
{
    public static JsonObject Write(Purchase purchase)
    {
        var shipments = purchase.OrderIds.Count;
        var now = StoreTime.FormatUtc(purchase.Now);
        var lines = new JsonArray();
        foreach (var line in purchase.Lines)
        {
            lines.Add(DocumentParts.Line(line, shipments));
        }

        var shippingLine = DocumentParts.ShippingLine();
        shippingLine["retrieved_at"] = null;
        shippingLine["status"] = "active";
        var charge = new JsonObject
        {
            ["id"] = purchase.ChargeId,
            ["address_id"] = purchase.AddressId,
            ["analytics_data"] = new JsonObject { ["utm_params"] = new JsonArray() },
            ["billing_address"] = DocumentParts.Address(),
            ["client_details"] = DocumentParts.ClientDetails(),
            ["created_at"] = now,
            ["currency"] = "USD",
            ["customer"] = DocumentParts.Customer(purchase),
            ["discounts"] = new JsonArray(),
            ["error"] = null,
            ["error_type"] = null,
            ["external_order_id"] = DocumentParts.Ecommerce(null),
            ["external_transaction_id"] = DocumentParts.Transaction(purchase),
            ["has_uncommitted_changes"] = false,
            ["line_items"] = lines,
            ["merged_at"] = null,
            ["note"] = purchase.Note,
            ["order_attributes"] = new JsonArray(),
            ["orders_count"] = shipments,
            ["payment_processor"] = "stripe",
            ["processed_at"] = now,
            ["retry_date"] = null,
            ["scheduled_at"] = purchase.Store.Time.FormatDay(purchase.Now),
            ["shipping_address"] = DocumentParts.Address(),
            ["shipping_lines"] = new JsonArray(shippingLine),
            ["status"] = "success",
            ["tags"] = "Subscription, Subscription First Order",
            ["tax_lines"] = new JsonArray(),
            ["taxable"] = false,
            ["taxes_included"] = false,
            ["type"] = "checkout",
            ["updated_at"] = now,
        };
        DocumentParts.AddTotals(charge, purchase, shipments);
        return charge;
    }
}
