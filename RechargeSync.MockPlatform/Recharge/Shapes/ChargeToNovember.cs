using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>A charge of a 2021-01 custom store in the names of 2021-11.</summary>
internal static class ChargeToNovember
{
    public static void Member(string name, JsonNode? value, JsonObject target, StoreTime time)
    {
        switch (name)
        {
            case "customer_id":
                Customer(target)["id"] = Nodes.Copy(value);
                break;
            case "customer_hash":
                Customer(target)["hash"] = Nodes.Copy(value);
                break;
            case "email":
                Customer(target)[name] = Nodes.Copy(value);
                break;
            case "discount_codes":
                target["discounts"] = Discounts.ToNovember(value);
                break;
            case "external_order_id":
                target[name] = Nodes.Wrap(value);
                break;
            case "shopify_order_id":
                target["external_order_id"] = Nodes.Wrap(Nodes.Text(value));
                break;
            case "transaction_id":
                target["external_transaction_id"] = Nodes.Wrap(value, "payment_processor");
                break;
            case "processor_name":
                target["payment_processor"] = Nodes.Copy(value);
                break;
            case "has_uncommited_changes":
                target["has_uncommitted_changes"] = Nodes.Copy(value);
                break;
            case "shipments_count":
                target["orders_count"] = Nodes.Copy(value);
                break;
            case "note_attributes":
                target["order_attributes"] = Nodes.Copy(value);
                break;
            case "first_name" or "last_name" or "sub_total" or "number_times_tried" or "last_charge_attempt_date":
                break;
            default:
                SharedMember(name, value, target, time);
                break;
        }
    }

    public static void Complete(JsonObject charge)
    {
        if (charge["customer"] is JsonObject customer)
        {
            Nodes.Default(customer, "external_customer_id", Nodes.Wrap(null));
        }

        Nodes.Default(charge, "currency", "USD");
        foreach (var name in (string[])["error", "error_type", "merged_at", "retry_date"])
        {
            Nodes.Default(charge, name, null);
        }

        Nodes.Default(charge, "external_order_id", Nodes.Wrap(null));
        Nodes.Default(charge, "taxable", false);
        Nodes.Default(charge, "taxes_included", false);
        Nodes.Default(charge, "total_duties", "0.00");
    }

    private static void SharedMember(string name, JsonNode? value, JsonObject target, StoreTime time)
    {
        switch (name)
        {
            case "billing_address" or "shipping_address":
                target[name] = Addresses.ToNovember(value);
                break;
            case "created_at" or "updated_at" or "processed_at":
                target[name] = Nodes.Time(value, time, ApiVersion.November2021);
                break;
            case "scheduled_at":
                target[name] = time.Parse(Nodes.Text(value)) is { } day ? time.FormatDay(day) : Nodes.Copy(value);
                break;
            case "line_items":
                target[name] = Nodes.List(value, LineItems.ToNovember);
                break;
            case "shipping_lines":
                target[name] = Nodes.List(value, ShippingLine);
                break;
            case "status" or "type":
                target[name] = Nodes.Lower(value);
                break;
            case "tax_lines":
                target[name] = value is JsonArray ? Nodes.Copy(value) : new JsonArray();
                break;
            case "total_weight":
                target["total_weight_grams"] = Nodes.Copy(value);
                break;
            case "total_refunds"
            or "total_tax"
            or "total_discounts"
            or "total_price"
            or "subtotal_price"
            or "total_line_items_price":
                target[name] = (Nodes.Money(value) ?? 0).ToString("0.00", CultureInfo.InvariantCulture);
                break;
            default:
                target[name] = Nodes.Copy(value);
                break;
        }
    }

    private static JsonNode? ShippingLine(JsonNode? line)
    {
        var copy = Nodes.Copy(line);
        if (copy is JsonObject target)
        {
            Nodes.Default(target, "retrieved_at", null);
            Nodes.Default(target, "source", "recharge");
            Nodes.Default(target, "status", "active");
            Nodes.Default(target, "tax_lines", new JsonArray());
            Nodes.Default(target, "taxable", false);
        }

        return copy;
    }

    private static JsonObject Customer(JsonObject target)
    {
        if (target["customer"] is not JsonObject customer)
        {
            customer = [];
            target["customer"] = customer;
        }

        return customer;
    }
}
