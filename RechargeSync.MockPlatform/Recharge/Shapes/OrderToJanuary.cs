using System.Text.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>An order of 2021-11 in the names of a 2021-01 custom store.</summary>
internal static class OrderToJanuary
{
    public static void Member(string name, JsonNode? value, JsonObject target, StoreTime time)
    {
        switch (name)
        {
            case "charge":
                target["charge_id"] = Nodes.Member(value, "id");
                target["charge_status"] = Nodes.Upper(Nodes.Member(value, "status"));
                target["payment_processor"] = Nodes.Member(value, "payment_processor_name");
                target["transaction_id"] = Nodes.Member(
                    Nodes.Member(value, "external_transaction_id"),
                    "payment_processor"
                );
                break;
            case "customer":
                Customer(value, target);
                break;
            case "client_details":
                target["browser_ip"] = Nodes.Member(value, "browser_ip");
                break;
            case "discounts":
                target["discount_codes"] = Discounts.ToJanuary(value) is { Count: > 0 } codes ? codes : null;
                break;
            case "external_order_id" or "external_order_number":
                target[name] = Nodes.Unwrap(value);
                break;
            case "external_order_name" or "taxable":
            case "external_cart_token" when value is null:
                break;
            case "is_prepaid":
                target[name] = value?.GetValueKind() switch
                {
                    JsonValueKind.True => 1,
                    JsonValueKind.False => 0,
                    _ => Nodes.Copy(value),
                };
                break;
            case "order_attributes":
                target["note_attributes"] = Nodes.Copy(value);
                break;
            default:
                SharedMember(name, value, target, time);
                break;
        }
    }

    public static void Complete(JsonObject order)
    {
        Nodes.Default(order, "address_is_active", 1);
        Nodes.Default(order, "transaction_id", null);
        var person = order["shipping_address"] ?? order["billing_address"];
        Nodes.Default(order, "first_name", Nodes.Member(person, "first_name"));
        Nodes.Default(order, "last_name", Nodes.Member(person, "last_name"));
        if (order["customer"] is JsonObject customer)
        {
            Nodes.Default(customer, "first_name", Nodes.Member(person, "first_name"));
            Nodes.Default(customer, "last_name", Nodes.Member(person, "last_name"));
        }
    }

    private static void SharedMember(string name, JsonNode? value, JsonObject target, StoreTime time)
    {
        switch (name)
        {
            case "billing_address" or "shipping_address":
                target[name] = Addresses.ToJanuary(value);
                break;
            case "created_at" or "updated_at":
                target[name] = Nodes.Time(value, time, ApiVersion.January2021);
                break;
            case "processed_at":
                target[name] = Nodes.Time(value, time, ApiVersion.January2021);
                target["shipped_date"] = Nodes.Copy(target[name]);
                break;
            case "scheduled_at":
                target[name] = Nodes.Time(value, time, ApiVersion.January2021);
                target["shipping_date"] = Nodes.Copy(target[name]);
                break;
            case "line_items":
                target[name] = Nodes.List(value, line => LineItems.ToJanuary(line, ofOrder: true));
                break;
            case "shipping_lines":
                target[name] = Nodes.List(value, line => Nodes.Pick(line, "code", "price", "source", "title"));
                break;
            case "status" or "type":
                target[name] = Nodes.Upper(value);
                break;
            case "total_refunds":
                target[name] = Nodes.Money(value) == 0 ? null : Nodes.Copy(value);
                break;
            case "total_discounts" or "total_duties" or "total_tax":
                target[name] = Nodes.Amount(value, ApiVersion.January2021);
                break;
            case "total_weight_grams":
                target["total_weight"] = Nodes.Copy(value);
                break;
            default:
                target[name] = Nodes.Copy(value);
                break;
        }
    }

    private static void Customer(JsonNode? value, JsonObject target)
    {
        if (value is not JsonObject customer)
        {
            return;
        }

        var nested = new JsonObject
        {
            ["accepts_marketing"] = false,
            ["phone"] = null,
            ["send_email_welcome"] = false,
            ["verified_email"] = true,
        };
        foreach (var (name, member) in customer)
        {
            switch (name)
            {
                case "id":
                    target["customer_id"] = Nodes.Copy(member);
                    break;
                case "hash":
                    target[name] = Nodes.Copy(member);
                    break;
                case "email":
                    target[name] = Nodes.Copy(member);
                    nested[name] = Nodes.Copy(member);
                    break;
                default:
                    break;
            }
        }

        target["customer"] = nested;
    }
}
