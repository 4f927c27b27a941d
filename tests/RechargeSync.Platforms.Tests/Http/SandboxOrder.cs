using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Tests.Http;

/// <summary>Reads an order in the form of docs/platform-api.md, as far as the suite compares it.</summary>
internal static class SandboxOrder
{
    public static PlatformOrder Read(JsonObject order) =>
        new()
        {
            Reference = (string)order["reference"]!,
            RechargeOrderId = (string)order["rechargeOrderId"]!,
            Status = (string?)order["status"] ?? "",
            Currency = (string?)order["currency"],
            Email = (string?)order["email"],
            Note = (string?)order["note"],
            Tags = new([.. Each(order, "tags").Select(tag => (string)tag!)]),
            Customer = new PlatformCustomer
            {
                Email = (string?)order["customer"]!["email"],
                FirstName = (string?)order["customer"]!["firstName"],
                LastName = (string?)order["customer"]!["lastName"],
                Phone = (string?)order["customer"]!["phone"],
            },
            Payment = new(default, default),
            Lines = new([.. Each(order, "lines").Select(Line)]),
            ShippingAddress = Address(order["shippingAddress"]),
            BillingAddress = Address(order["billingAddress"]),
            Attributes = new([.. Each(order, "attributes").Select(Value)]),
            Totals = new PlatformTotals
            {
                Discounts = Money(order["totals"]!["discounts"]),
                Shipping = Money(order["totals"]!["shipping"]),
                Tax = Money(order["totals"]!["tax"]),
                Total = Money(order["totals"]!["total"]),
            },
        };

    private static PlatformLine Line(JsonNode? line) =>
        new()
        {
            Sku = (string?)line!["sku"],
            VariantId = (string?)line["variantId"],
            Quantity = (int)line["quantity"]!,
            PurchaseItemId = (string?)line["purchaseItemId"],
            UnitPrice = Money(line["unitPrice"]),
            Tax = Money(line["tax"]),
            Discount = Money(line["discount"]),
            Properties = [.. Each(line.AsObject(), "properties").Select(Value)],
        };

    private static PlatformAddress? Address(JsonNode? address) =>
        address is null
            ? null
            : new PlatformAddress
            {
                FirstName = (string?)address["firstName"],
                LastName = (string?)address["lastName"],
                Company = (string?)address["company"],
                Address1 = (string?)address["address1"],
                Address2 = (string?)address["address2"],
                City = (string?)address["city"],
                Province = (string?)address["province"],
                Zip = (string?)address["zip"],
                Country = (string?)address["country"],
                Phone = (string?)address["phone"],
            };

    private static PlatformNamedValue Value(JsonNode? value) => new((string)value!["name"]!, (string?)value["value"]);

    private static JsonArray Each(JsonObject order, string name) => order[name]?.AsArray() ?? [];

    private static decimal? Money(JsonNode? amount) =>
        amount is null ? null : decimal.Parse((string)amount!, CultureInfo.InvariantCulture);
}
