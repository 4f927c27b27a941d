using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>A charge of 2021-11 in the names of a 2021-01 custom store.</summary>
internal static class ChargeToJanuary
{
    public static void Member(string name, JsonNode? value, JsonObject target, StoreTime time)
    {
        switch (name)
        {
            case "customer":
                target["customer_id"] = Nodes.Member(value, "id");
                target["customer_hash"] = Nodes.Member(value, "hash");
                target["email"] = Nodes.Member(value, "email");
                break;
            case "discounts":
                target["discount_codes"] = Discounts.ToJanuary(value);
                break;
            case "external_order_id":
                target[name] = Nodes.Unwrap(value);
                break;
            case "external_transaction_id":
                target["transaction_id"] = Nodes.Unwrap(value, "payment_processor");
                break;
            case "payment_processor":
                target["processor_name"] = Nodes.Copy(value);
                break;
            case "has_uncommitted_changes":
                target["has_uncommited_changes"] = Nodes.Copy(value);
                break;
            case "orders_count":
                target["shipments_count"] = Nodes.Copy(value);
                break;
            case "order_attributes":
                target["note_attributes"] = Nodes.Copy(value);
                break;
            case "currency"
            or "error"
            or "error_type"
            or "merged_at"
            or "retry_date"
            or "taxable"
            or "taxes_included"
            or "total_duties":
                break;
            default:
                SharedMember(name, value, target, time);
                break;
        }
    }

    public static void Complete(JsonObject charge)
    {
        var person = charge["billing_address"] ?? charge["shipping_address"];
        Nodes.Default(charge, "first_name", Nodes.Member(person, "first_name"));
        Nodes.Default(charge, "last_name", Nodes.Member(person, "last_name"));
        Nodes.Default(charge, "sub_total", null);
    }

    private static void SharedMember(string name, JsonNode? value, JsonObject target, StoreTime time)
    {
        switch (name)
        {
            case "billing_address" or "shipping_address":
                target[name] = Addresses.ToJanuary(value);
                break;
            case "created_at" or "updated_at" or "processed_at" or "scheduled_at":
                target[name] = Nodes.Time(value, time, ApiVersion.January2021);
                break;
            case "line_items":
                target[name] = Nodes.List(value, line => LineItems.ToJanuary(line, ofOrder: false));
                break;
            case "shipping_lines":
                target[name] = Nodes.List(value, line => Nodes.Pick(line, "code", "price", "title"));
                break;
            case "status" or "type":
                target[name] = Nodes.Upper(value);
                break;
            case "tax_lines":
                target[name] = Number(
                    (value as JsonArray ?? []).Sum(line => Nodes.Money(Nodes.Member(line, "price")) ?? 0)
                );
                break;
            case "total_tax":
                target[name] = Number(Nodes.Money(value) ?? 0);
                break;
            case "total_discounts":
                target[name] = Nodes.Amount(value, ApiVersion.January2021);
                break;
            case "total_refunds":
                target[name] = Nodes.Money(value) == 0 ? null : Nodes.Copy(value);
                break;
            case "total_weight_grams":
                target["total_weight"] = Nodes.Copy(value);
                break;
            default:
                target[name] = Nodes.Copy(value);
                break;
        }
    }

    // 0.0, not 0: the version writes these two as numbers with a fraction.
    private static JsonNode? Number(decimal amount) =>
        JsonNode.Parse(amount.ToString("0.0#", CultureInfo.InvariantCulture));
}
