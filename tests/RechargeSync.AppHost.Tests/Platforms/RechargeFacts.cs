using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>The facts of an order as Recharge's API has it, in the shape of 2021-11.</summary>
internal static class RechargeFacts
{
    public static OrderFacts Of(JsonObject order)
    {
        var facts = new OrderFacts()
            .Say("status", order["status"]!.GetValue<string>() == "cancelled" ? "cancelled" : "placed")
            .Say("currency", order["currency"])
            .Say("email", order["customer"]!["email"])
            .Say("customer.email", order["customer"]!["email"])
            .Say("customer.firstName", order["billing_address"]!["first_name"])
            .Say("customer.lastName", order["billing_address"]!["last_name"])
            .Say("note", order["note"])
            .Say("tags", order["tags"])
            .Say("attributes", OrderFacts.Pairs(order["order_attributes"]))
            .Say(
                "discountCodes",
                string.Join(", ", order["discounts"]!.AsArray().Select(discount => discount!["code"]))
            )
            .SayAmount("totals.subtotal", Amount(order["subtotal_price"]))
            .SayAmount("totals.discounts", Amount(order["total_discounts"]))
            .SayAmount("totals.shipping", order["shipping_lines"]!.AsArray().Sum(line => Amount(line!["price"])))
            .SayAmount("totals.tax", Amount(order["total_tax"]))
            .SayAmount("totals.total", Amount(order["total_price"]))
            .SayAmount("totals.paid", Amount(order["total_price"]))
            .Say("payments", "1");
        SayAddress(facts, "shippingAddress", order["shipping_address"]!);
        SayAddress(facts, "billingAddress", order["billing_address"]!);
        SayLines(facts, order["line_items"]!.AsArray());
        SayShipping(facts, order["shipping_lines"]!.AsArray());
        return facts;
    }

    private static void SayAddress(OrderFacts facts, string name, JsonNode address) =>
        facts
            .Say($"{name}.name", $"{address["first_name"]} {address["last_name"]}".Trim())
            .Say($"{name}.firstName", address["first_name"])
            .Say($"{name}.lastName", address["last_name"])
            .Say($"{name}.company", address["company"])
            .Say($"{name}.address1", address["address1"])
            .Say($"{name}.address2", address["address2"])
            .Say($"{name}.city", address["city"])
            .Say($"{name}.province", address["province"])
            .Say($"{name}.zip", address["zip"])
            .Say($"{name}.country", address["country_code"])
            .Say($"{name}.phone", address["phone"]);

    private static void SayLines(OrderFacts facts, JsonArray lines)
    {
        foreach (var (line, i) in lines.Select((line, i) => (line!, i)))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"lines.{i + 1}");
            facts
                .Say($"{name}.sku", line["sku"])
                .Say($"{name}.title", line["title"])
                .Say($"{name}.quantity", line["quantity"])
                .SayAmount($"{name}.unitPrice", Amount(line["unit_price"]))
                .SayAmount($"{name}.total", Amount(line["unit_price"]) * line["quantity"]!.GetValue<int>())
                .SayAmount($"{name}.tax", Amount(line["tax_due"]))
                .Say($"{name}.properties", OrderFacts.Pairs(line["properties"]));
        }
    }

    private static void SayShipping(OrderFacts facts, JsonArray lines)
    {
        foreach (var (line, i) in lines.Select((line, i) => (line!, i)))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"shipping.{i + 1}");
            facts.Say($"{name}.title", line["title"]).SayAmount($"{name}.price", Amount(line["price"]));
        }
    }

    private static decimal Amount(JsonNode? text) =>
        decimal.Parse(text!.GetValue<string>(), CultureInfo.InvariantCulture);
}
