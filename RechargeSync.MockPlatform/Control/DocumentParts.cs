using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Control;

/// <summary>The parts that orders, charges and checkouts share, in the shape of 2021-11.</summary>
internal static class DocumentParts
{
    public const decimal ShippingPrice = 4.90m;

    public static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    public static JsonObject Ecommerce(string? id) => new() { ["ecommerce"] = id };

    public static JsonObject Address() =>
        new()
        {
            ["address1"] = "10 Example Street",
            ["address2"] = null,
            ["city"] = "Springfield",
            ["company"] = null,
            ["country_code"] = "US",
            ["first_name"] = "Ada",
            ["last_name"] = "Tester",
            ["phone"] = "5550100",
            ["province"] = "Illinois",
            ["zip"] = "62701",
        };

    public static JsonObject Customer(Purchase purchase) =>
        new()
        {
            ["id"] = purchase.CustomerId,
            ["email"] = purchase.Email,
            ["external_customer_id"] = Ecommerce(
                string.Create(CultureInfo.InvariantCulture, $"CUST-{purchase.CustomerId}")
            ),
            ["hash"] = string.Create(CultureInfo.InvariantCulture, $"{purchase.CustomerId}a1b2c3d4e5f60718"),
        };

    public static JsonObject ClientDetails() => new() { ["browser_ip"] = null, ["user_agent"] = null };

    public static JsonObject Transaction(Purchase purchase) =>
        new() { ["payment_processor"] = string.Create(CultureInfo.InvariantCulture, $"ch_mock_{purchase.ChargeId}") };

    public static JsonArray Attributes(Purchase purchase) =>
        [new JsonObject { ["name"] = "cart_id", ["value"] = purchase.CartId }];

    public static JsonObject Images(Product product)
    {
        var name = "https://cdn.example.com/" + Uri.EscapeDataString(product.ProductId);
        return new JsonObject
        {
            ["large"] = name + "_large.jpg",
            ["medium"] = name + "_medium.jpg",
            ["original"] = name + ".jpg",
            ["small"] = name + "_small.jpg",
        };
    }

    /// <summary>What every line item says; orders and charges add what only they have.</summary>
    /// <param name="shipments">How many shipments the price is for.</param>
    public static JsonObject Line(PurchaseLine line, int shipments)
    {
        var price = line.UnitPrice * shipments;
        return new JsonObject
        {
            ["purchase_item_id"] = line.PurchaseItemId,
            ["external_product_id"] = Ecommerce(line.Product.ProductId),
            ["external_variant_id"] = Ecommerce(line.Product.VariantId),
            ["grams"] = line.Product.Grams,
            ["handle"] = null,
            ["images"] = Images(line.Product),
            ["original_price"] = Money(price),
            ["properties"] = new JsonArray(),
            ["purchase_item_type"] = "subscription",
            ["quantity"] = line.Quantity,
            ["sku"] = line.Product.Sku,
            ["tax_due"] = "0.00",
            ["tax_lines"] = new JsonArray(),
            ["taxable"] = false,
            ["taxable_amount"] = "0.00",
            ["title"] = line.Product.Title,
            ["total_price"] = Money(price * line.Quantity),
            ["unit_price"] = Money(price),
            ["unit_price_includes_tax"] = false,
            ["variant_title"] = line.Product.VariantTitle,
        };
    }

    public static JsonObject ShippingLine() =>
        new()
        {
            ["code"] = "Economy",
            ["price"] = Money(ShippingPrice),
            ["source"] = "recharge",
            ["tax_lines"] = new JsonArray(),
            ["taxable"] = false,
            ["title"] = "Economy",
        };

    public static void AddTotals(JsonObject document, Purchase purchase, int shipments)
    {
        var subtotal = purchase.Subtotal * shipments;
        document["subtotal_price"] = Money(subtotal);
        document["total_discounts"] = "0.00";
        document["total_duties"] = "0.00";
        document["total_line_items_price"] = Money(subtotal);
        document["total_price"] = Money(subtotal + ShippingPrice);
        document["total_refunds"] = "0.00";
        document["total_tax"] = "0.00";
        document["total_weight_grams"] = purchase.Grams;
    }
}
