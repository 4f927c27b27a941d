using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>What Vendure's admin API shows of an order, in the contract's terms.</summary>
internal static class VendureReading
{
    public const string Query = """
        query($reference: String!) {
          orders(options: { filter: { externalReference: { eq: $reference } } }) {
            items {
              id code state currencyCode total totalWithTax
              customer { emailAddress }
              shippingAddress { ...Whole }
              billingAddress { ...Whole }
              customFields { externalReference externalNote externalTags externalData externalRefund }
              lines {
                quantity unitPrice unitPriceWithTax linePrice linePriceWithTax
                proratedLinePrice proratedLinePriceWithTax
                productVariant { id sku }
                customFields { externalLineId externalPriceIncludesTax externalData }
              }
            }
          }
        }
        fragment Whole on OrderAddress {
          fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber
        }
        """;

    private static readonly string[] s_unfinished = ["Draft", "Created", "AddingItems", "ArrangingPayment", "Modifying"];

    /// <param name="order">Of <see cref="Query"/>.</param>
    /// <param name="scale">What one of the major unit is.</param>
    public static PlacedOrder Of(JsonNode order, decimal scale)
    {
        var (fields, customer) = (order["customFields"]!, order["customer"]);
        var data = Data(fields);
        var state = Text(order["state"])!;
        return new PlacedOrder(
            new PlatformIds(Text(order["id"])!, Text(order["code"])!),
            new PlatformOrder
            {
                Reference = Text(fields["externalReference"])!,
                RechargeOrderId = Text(data["rechargeOrderId"])!,
                Status = Text(data["status"])!,
                Currency = Text(order["currencyCode"]),
                Email = Text(customer?["emailAddress"]),
                Note = Text(fields["externalNote"]),
                Tags = new([.. Each(fields["externalTags"]).Select(tag => Text(tag)!)]),
                Customer = new PlatformCustomer
                {
                    Email = Text(customer?["emailAddress"]),
                    FirstName = Text(data["customerFirstName"]),
                    LastName = Text(data["customerLastName"]),
                    Phone = Text(data["customerPhone"]),
                },
                Payment = new(default, default),
                Lines = new([.. Each(order["lines"]).Select(line => Line(line!, scale))]),
                ShippingAddress = Address(order["shippingAddress"]),
                BillingAddress = Address(order["billingAddress"]),
                Attributes = new([.. Each(data["attributes"]).Select(Value)]),
                Totals = new PlatformTotals
                {
                    Total = Amount(order["totalWithTax"], scale),
                    Tax = Amount(order["totalWithTax"], scale) - Amount(order["total"], scale),
                },
            }
        )
        {
            IsFinal = !s_unfinished.Contains(state, StringComparer.Ordinal),
            IsCancelled = state == "Cancelled",
            Refunded = Text(fields["externalRefund"])?.Split(' ') is [_, var refunded, ..]
                ? decimal.Parse(refunded, CultureInfo.InvariantCulture)
                : null,
        };
    }

    private static PlatformLine Line(JsonNode line, decimal scale)
    {
        var data = Data(line["customFields"]!);
        return new PlatformLine
        {
            Sku = Text(line["productVariant"]!["sku"]),
            VariantId = Text(line["productVariant"]!["id"]),
            Quantity = (int)line["quantity"]!,
            PurchaseItemId = Text(data["purchaseItemId"]),
            UnitPrice = Amount(
                line[(bool)line["customFields"]!["externalPriceIncludesTax"]! ? "unitPriceWithTax" : "unitPrice"],
                scale
            ),
            Tax = Amount(line["proratedLinePriceWithTax"], scale) - Amount(line["proratedLinePrice"], scale),
            Properties = [.. Each(data["properties"]).Select(Value)],
        };
    }

    // Names are one text there.
    private static PlatformAddress? Address(JsonNode? address) =>
        address is null
            ? null
            : new PlatformAddress
            {
                FirstName = Text(address["fullName"])?.Split(' ', 2)[0],
                LastName = Text(address["fullName"])?.Split(' ', 2) is [_, var last] ? last : null,
                Company = Text(address["company"]),
                Address1 = Text(address["streetLine1"]),
                Address2 = Text(address["streetLine2"]),
                City = Text(address["city"]),
                Province = Text(address["province"]),
                Zip = Text(address["postalCode"]),
                Country = Text(address["countryCode"]),
                Phone = Text(address["phoneNumber"]),
            };

    private static JsonObject Data(JsonNode fields) => JsonNode.Parse(Text(fields["externalData"]) ?? "{}")!.AsObject();

    private static PlatformNamedValue Value(JsonNode? value) => new(Text(value!["name"])!, Text(value["value"]));

    private static JsonArray Each(JsonNode? list) => list as JsonArray ?? [];

    private static string? Text(JsonNode? text) => (string?)text;

    private static decimal Amount(JsonNode? amount, decimal scale) => (long)amount! / scale;
}
