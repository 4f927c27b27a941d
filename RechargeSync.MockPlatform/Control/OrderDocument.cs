using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge;

namespace RechargeSync.MockPlatform.Control;

/// <summary>Writes the orders of a purchase, in the shape of 2021-11.</summary>
internal static class OrderDocument
{
    private const string FirstTag = "Subscription First Order";
    private const string LaterTag = "Subscription Recurring Order";

    /// <param name="shipment">0 for the first one; each later one is due a month after the one before it.</param>
    public static JsonObject Write(Purchase purchase, int shipment)
    {
        var time = purchase.Store.Time;
        var paidDay = time.Day(purchase.Now);
        var day = purchase.IsQueued ? paidDay.AddDays(purchase.ScheduledInDays) : paidDay.AddMonths(shipment);
        var succeeded = shipment == 0 && !purchase.IsQueued;
        var now = StoreTime.FormatUtc(purchase.Now);
        var lines = new JsonArray();
        foreach (var line in purchase.Lines)
        {
            var item = DocumentParts.Line(line, shipments: 1);
            item["external_inventory_policy"] = "decrement_obeying_policy";
            lines.Add(item);
        }

        var order = new JsonObject
        {
            ["id"] = purchase.OrderIds[shipment],
            ["address_id"] = purchase.AddressId,
            ["billing_address"] = DocumentParts.Address(),
            ["charge"] = new JsonObject
            {
                ["id"] = purchase.ChargeId,
                ["external_transaction_id"] = DocumentParts.Transaction(purchase),
                ["payment_processor_name"] = "stripe",
                ["status"] = "success",
            },
            ["client_details"] = DocumentParts.ClientDetails(),
            ["created_at"] = now,
            ["currency"] = "USD",
            ["customer"] = DocumentParts.Customer(purchase),
            ["discounts"] = new JsonArray(),
            ["error"] = null,
            ["external_cart_token"] = null,
            ["external_order_id"] = DocumentParts.Ecommerce(null),
            ["external_order_name"] = DocumentParts.Ecommerce(null),
            ["external_order_number"] = DocumentParts.Ecommerce(null),
            ["is_prepaid"] = purchase.IsPrepaid,
            ["line_items"] = lines,
            ["note"] = purchase.Note,
            ["order_attributes"] = DocumentParts.Attributes(purchase),
            ["processed_at"] = succeeded ? now : null,
            ["scheduled_at"] = StoreTime.FormatUtc(time.Midnight(day)),
            ["shipping_address"] = DocumentParts.Address(),
            ["shipping_lines"] = new JsonArray(DocumentParts.ShippingLine()),
            ["status"] = succeeded ? "success" : "queued",
            ["tags"] = $"Subscription, {FirstTag}{(purchase.IsPrepaid ? ", Prepaid" : "")}",
            ["tax_lines"] = new JsonArray(),
            ["taxable"] = false,
            ["type"] = "checkout",
            ["updated_at"] = now,
        };
        DocumentParts.AddTotals(order, purchase, shipments: 1);
        return order;
    }

    /// <summary>What changes on an order when its day has come.</summary>
    public static JsonObject Due(DateTimeOffset now, bool isPrepaid, string? tags)
    {
        var change = new JsonObject { ["status"] = "success", ["processed_at"] = StoreTime.FormatUtc(now) };
        if (isPrepaid)
        {
            change["type"] = "recurring";
            if (tags is not null)
            {
                change["tags"] = tags.Replace(FirstTag, LaterTag, StringComparison.Ordinal);
            }
        }

        return change;
    }
}
