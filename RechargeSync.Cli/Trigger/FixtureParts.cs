using System.Text.Json.Nodes;

namespace RechargeSync.Cli.Trigger;

/// <summary>Parts of a payload that orders, charges and checkouts share. People and goods are invented.</summary>
internal static class FixtureParts
{
    public const string Email = "test.shopper@example.com";
    public const string FirstName = "Test";
    public const string LastName = "Shopper";
    public const string Shipping = "4.90";
    public const string Price = "24.30";
    public const string Total = "29.20";
    public const string Title = "House Blend Coffee";
    public const string Variant = "Large";
    public const string Sku = "COF-100-L";
    public const long CustomerId = 64_900_001;

    public static JsonObject Address(bool isJanuary)
    {
        var address = new JsonObject
        {
            ["address1"] = "1 Test Street",
            ["address2"] = isJanuary ? "" : null,
            ["city"] = "Springfield",
            ["company"] = null,
            ["first_name"] = FirstName,
            ["last_name"] = LastName,
            ["phone"] = "5550199",
            ["province"] = "Illinois",
            ["zip"] = "62701",
        };
        address[isJanuary ? "country" : "country_code"] = isJanuary ? "United States" : "US";
        return address;
    }

    public static JsonObject Ecommerce(string? value) => new() { ["ecommerce"] = value };

    public static JsonArray Attributes(string name, string value) =>
        [new JsonObject { ["name"] = name, ["value"] = value }];
}
