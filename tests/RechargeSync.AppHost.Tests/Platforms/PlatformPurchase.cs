using System.Globalization;
using System.Text.Json.Nodes;
using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>What is bought: goods that the platforms of <c>samples</c> have.</summary>
internal static class PlatformPurchase
{
    /// <summary>Where orders move to.</summary>
    public const string NewStreet = "12 New Street";

    /// <summary>A change of all that may change, as <c>POST /control/orders/{id}/update</c> takes it.</summary>
    public const string Move = $$"""
        {
          "shippingAddress": {
            "firstName": "Grace", "lastName": "Mover", "company": "Movers Inc.", "address1": "{{NewStreet}}",
            "address2": "Floor 3", "city": "Brooklyn", "province": "New York", "zip": "11201", "countryCode": "US",
            "phone": "+1 555 0100"
          },
          "note": "Leave it at the door"
        }
        """;

    /// <summary>A purchase of two lines, as <c>POST /control/checkouts</c> takes it.</summary>
    public static JsonObject Of(string kind, string? cart = null, string email = "ada.tester@example.com") =>
        new()
        {
            ["kind"] = kind,
            ["shipments"] = 3,
            ["store"] = Shop.Default.Name,
            ["email"] = email,
            ["cartId"] = cart,
            ["note"] = "Ring twice",
            ["items"] = new JsonArray(Item("COF-100-L", 1, "24.30"), Item("COF-110-S", 2, "12.95")),
        };

    /// <summary>An order as Recharge writes it, with taxes, a discount, and every member of its addresses.</summary>
    public static (long Id, JsonObject Order) Everything()
    {
        var id = ShopOrder.NextId();
        var order = new ShopOrder(Shop.Default) { Id = id }.Order();
        order["customer"] = new JsonObject { ["id"] = ShopOrder.NextId(), ["email"] = "grace.rich@example.com" };
        order["shipping_address"] = Address("Grace", "10 Example Street", "Springfield");
        order["billing_address"] = Address("Alan", "7 Billing Road", "Chicago");
        order["note"] = "Second door, \"blue\" – ring twice";
        order["tags"] = "Subscription, Gift";
        order["order_attributes"] = new JsonArray(Pair("gift", "yes"), Pair("message", "Für dich"));
        order["discounts"] = new JsonArray(
            new JsonObject
            {
                ["id"] = 59568555,
                ["code"] = "TENOFF",
                ["value"] = "10.00",
                ["value_type"] = "percentage",
            }
        );
        order["line_items"] = new JsonArray(
            Line("COF-100-L", "House Blend Coffee", 3, "24.30", tax: "4.76", "72.90"),
            Line("COF-110-S", "Morning Espresso", 1, "12.95", tax: "0.85", "12.95")
        );
        order["shipping_lines"] = new JsonArray(
            new JsonObject
            {
                ["code"] = "Express",
                ["title"] = "Express",
                ["price"] = "9.90",
                ["taxable"] = true,
                ["tax_lines"] = new JsonArray(Tax("0.72")),
            }
        );
        order["tax_lines"] = new JsonArray(Tax("6.33"));
        order["taxes_included"] = false;
        order["subtotal_price"] = "85.85";
        order["total_line_items_price"] = "85.85";
        order["total_discounts"] = "8.59";
        order["total_tax"] = "6.33";
        order["total_duties"] = "0.00";
        order["total_refunds"] = "0.00";
        order["total_price"] = "93.49";
        order["type"] = "checkout";
        return (id, order);
    }

    private static JsonObject Item(string sku, int quantity, string price) =>
        new()
        {
            ["sku"] = sku,
            ["quantity"] = quantity,
            ["price"] = price,
        };

    private static JsonObject Line(string sku, string title, int quantity, string price, string tax, string total) =>
        new()
        {
            ["purchase_item_id"] = ShopOrder.NextId(),
            ["purchase_item_type"] = "subscription",
            ["sku"] = sku,
            ["title"] = title,
            ["variant_title"] = "",
            ["quantity"] = quantity,
            ["original_price"] = price,
            ["unit_price"] = price,
            ["unit_price_includes_tax"] = false,
            ["total_price"] = total,
            ["taxable"] = true,
            ["tax_due"] = tax,
            ["tax_lines"] = new JsonArray(Tax(tax)),
            ["properties"] = new JsonArray(Pair("grind", "filter"), Pair("engraving", "A & B")),
        };

    private static JsonObject Tax(string price) =>
        new()
        {
            ["title"] = "State Tax",
            ["rate"] = "0.0725",
            ["price"] = price,
        };

    private static JsonObject Address(string firstName, string street, string city) =>
        new()
        {
            ["first_name"] = firstName,
            ["last_name"] = "O'Rich",
            ["company"] = "Analytical Engines Ltd.",
            ["address1"] = street,
            ["address2"] = "Apartment 4b",
            ["city"] = city,
            ["province"] = "Illinois",
            ["zip"] = "62701",
            ["country_code"] = "US",
            ["phone"] = string.Create(CultureInfo.InvariantCulture, $"+1 555 01{firstName.Length:00}"),
        };

    private static JsonObject Pair(string name, string value) => new() { ["name"] = name, ["value"] = value };
}
