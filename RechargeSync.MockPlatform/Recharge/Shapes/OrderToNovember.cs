using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>An order of a 2021-01 custom store in the names of 2021-11.</summary>
internal static class OrderToNovember
{
    public static void Member(string name, JsonNode? value, JsonObject target, StoreTime time)
    {
        switch (name)
        {
            case "charge_id":
                Child(target, "charge")["id"] = Nodes.Copy(value);
                break;
            case "charge_status":
                Child(target, "charge")["status"] = Nodes.Lower(value);
                break;
            case "payment_processor":
                Child(target, "charge")["payment_processor_name"] = Nodes.Copy(value);
                break;
            case "transaction_id":
                Child(target, "charge")["external_transaction_id"] = Nodes.Wrap(value, "payment_processor");
                break;
            case "customer_id":
                Child(target, "customer")["id"] = Nodes.Copy(value);
                break;
            case "hash" or "email":
                Child(target, "customer")[name] = Nodes.Copy(value);
                break;
            case "customer":
                Nodes.Default(Child(target, "customer"), "email", Nodes.Member(value, "email"));
                break;
            case "browser_ip":
                target["client_details"] = new JsonObject { [name] = Nodes.Copy(value), ["user_agent"] = null };
                break;
            case "discount_codes":
                target["discounts"] = Discounts.ToNovember(value);
                break;
            case "shopify_order_id" or "shopify_order_number":
                target["external" + name["shopify".Length..]] = Nodes.Wrap(Nodes.Text(value));
                break;
            case "external_order_id" or "external_order_number":
                target[name] = Nodes.Wrap(value);
                break;
            case "note_attributes":
                target["order_attributes"] = Nodes.Copy(value);
                break;
            case "address_is_active" or "first_name" or "last_name" or "shipped_date" or "shipping_date":
                break;
            default:
                SharedMember(name, value, target, time);
                break;
        }
    }

    public static void Complete(JsonObject order)
    {
        if (order["charge"] is JsonObject charge)
        {
            Nodes.Default(charge, "external_transaction_id", Nodes.Wrap(null, "payment_processor"));
            Nodes.Default(charge, "payment_processor_name", null);
            Nodes.Default(charge, "status", null);
        }

        if (order["customer"] is JsonObject customer)
        {
            Nodes.Default(customer, "external_customer_id", Nodes.Wrap(null));
        }

        Nodes.Default(order, "client_details", new JsonObject { ["browser_ip"] = null, ["user_agent"] = null });
        Nodes.Default(order, "discounts", new JsonArray());
        Nodes.Default(order, "external_cart_token", null);
        Nodes.Default(order, "external_order_id", Nodes.Wrap(null));
        Nodes.Default(order, "external_order_name", Nodes.Wrap(null));
        Nodes.Default(order, "external_order_number", Nodes.Wrap(null));
        Nodes.Default(order, "taxable", false);
    }

    private static void SharedMember(string name, JsonNode? value, JsonObject target, StoreTime time)
    {
        switch (name)
        {
            case "billing_address" or "shipping_address":
                target[name] = Addresses.ToNovember(value);
                break;
            case "created_at" or "updated_at" or "processed_at" or "scheduled_at":
                target[name] = Nodes.Time(value, time, ApiVersion.November2021);
                break;
            case "is_prepaid":
                target[name] = Nodes.Text(value) is { } flag ? flag is "1" or "true" : Nodes.Copy(value);
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
            case "total_refunds":
                target[name] = Nodes.Amount(value, ApiVersion.November2021) ?? "0.00";
                break;
            case "total_weight":
                target["total_weight_grams"] = Nodes.Copy(value);
                break;
            default:
                // 2021-11 writes every amount as text.
                target[name] =
                    name is "subtotal_price" || name.StartsWith("total_", StringComparison.Ordinal)
                        ? Nodes.Amount(value, ApiVersion.November2021)
                        : Nodes.Copy(value);
                break;
        }
    }

    private static JsonNode? ShippingLine(JsonNode? line)
    {
        var copy = Nodes.Copy(line);
        if (copy is JsonObject target)
        {
            Nodes.Default(target, "source", "recharge");
            Nodes.Default(target, "tax_lines", new JsonArray());
            Nodes.Default(target, "taxable", false);
        }

        return copy;
    }

    private static JsonObject Child(JsonObject target, string name)
    {
        if (target[name] is not JsonObject child)
        {
            child = [];
            target[name] = child;
        }

        return child;
    }
}
