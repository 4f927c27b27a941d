using System.Globalization;
using System.Text.Json.Nodes;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>What Medusa's admin API shows of an order, in the contract's terms.</summary>
internal static class MedusaReading
{
    public const string Fields =
        "id,display_id,custom_display_id,status,payment_status,email,currency_code,total,tax_total,metadata,*items,"
        + "*items.adjustments,*items.tax_lines,*shipping_methods,*shipping_methods.adjustments,"
        + "*shipping_methods.tax_lines,*shipping_address,*billing_address,*customer";

    public static PlacedOrder Of(JsonNode order, MedusaMode mode)
    {
        var total = Amount(order["total"])!.Value;
        var metadata = order["metadata"]!;
        return new PlacedOrder(
            new PlatformIds(Text(order["id"])!, order["display_id"]!.ToString()),
            Fact(order, metadata, total, mode)
        )
        {
            IsFinal =
                Text(order["status"]) is not "draft" && (Text(order["payment_status"]) is "captured" || total == 0),
            IsCancelled = Text(order["status"]) is "canceled",
            Refunded = Text(metadata["recharge_refunded"]) is { } refunded
                ? decimal.Parse(refunded, CultureInfo.InvariantCulture)
                : null,
        };
    }

    private static PlatformOrder Fact(JsonNode order, JsonNode metadata, decimal total, MedusaMode mode)
    {
        // By the admin API taxes and discounts are lines of their own.
        var isRoute = mode is MedusaMode.Route;
        var items = order["items"]!.AsArray().OfType<JsonNode>().ToList();
        var methods = order["shipping_methods"]!.AsArray().OfType<JsonNode>().ToList();
        return new PlatformOrder
        {
            Reference = Text(order["custom_display_id"])!,
            RechargeOrderId = Text(metadata["recharge_order_id"])!,
            Status = Text(metadata["recharge_status"])!,
            Currency = Text(order["currency_code"])!.ToUpperInvariant(),
            Email = Text(order["email"]),
            Note = Text(metadata["recharge_note"]),
            Tags = new([.. Each(metadata["recharge_tags"]).Select(tag => Text(tag)!)]),
            Customer = new PlatformCustomer
            {
                FirstName = Text(metadata["recharge_customer_first_name"]),
                LastName = Text(metadata["recharge_customer_last_name"]),
                Phone = Text(metadata["recharge_customer_phone"]),
            },
            Payment = new(default, default),
            Lines = new([
                .. items.Where(item => item["metadata"]?["recharge_line"] is not null).Select(item => Line(item, isRoute)),
            ]),
            ShippingAddress = Address(order["shipping_address"]),
            BillingAddress = Address(order["billing_address"]),
            Attributes = new([.. Each(metadata["recharge_attributes"]).Select(Value)]),
            Totals = new PlatformTotals
            {
                Total = total,
                Shipping = methods.Sum(method => Amount(method["amount"])),
                Tax = isRoute ? new(Amount(order["tax_total"])) : default,
                Discounts = isRoute ? new(items.Concat(methods).Sum(Off)) : default,
            },
        };
    }

    private static PlatformLine Line(JsonNode item, bool isRoute) =>
        new()
        {
            Sku = Text(item["variant_sku"]),
            VariantId = Text(item["variant_id"]),
            Quantity = (int)Amount(item["quantity"])!.Value,
            PurchaseItemId = Text(item["metadata"]!["recharge_purchase_item_id"]),
            UnitPrice = Amount(item["unit_price"]),
            Tax = isRoute ? Amount(item["tax_total"]) : null,
            Discount = isRoute ? Off(item) : null,
            Properties = [.. Each(item["metadata"]!["recharge_properties"]).Select(Value)],
        };

    private static decimal? Off(JsonNode item) => Each(item["adjustments"]).Sum(one => Amount(one!["amount"]));

    private static PlatformAddress? Address(JsonNode? address) =>
        address is null
            ? null
            : new PlatformAddress
            {
                FirstName = Text(address["first_name"]),
                LastName = Text(address["last_name"]),
                Company = Text(address["company"]),
                Address1 = Text(address["address_1"]),
                Address2 = Text(address["address_2"]),
                City = Text(address["city"]),
                Province = Text(address["province"]),
                Zip = Text(address["postal_code"]),
                Country = Text(address["country_code"]),
                Phone = Text(address["phone"]),
            };

    private static PlatformNamedValue Value(JsonNode? value) => new(Text(value!["name"])!, Text(value["value"]));

    private static JsonArray Each(JsonNode? list) => list as JsonArray ?? [];

    private static string? Text(JsonNode? text) => (string?)text;

    private static decimal? Amount(JsonNode? amount) =>
        amount is null ? null : decimal.Parse(amount.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
