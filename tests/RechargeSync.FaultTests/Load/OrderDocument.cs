using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.FaultTests.Load;

/// <summary>Writes orders, charges and checkouts in the shape of their store's version.</summary>
internal static class OrderDocument
{
    public static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    public static JsonObject Order(OrderStory story, string status, DateTimeOffset updatedAt, string city) =>
        story.Shop.IsFlat ? Flat(story, status, updatedAt, city) : Nested(story, status, updatedAt, city);

    public static JsonObject Charge(OrderStory story, int orders, DateTimeOffset processedAt) =>
        story.Shop.IsFlat
            ? new()
            {
                ["id"] = story.ChargeId,
                ["address_id"] = story.AddressId,
                ["status"] = "SUCCESS",
                ["shipments_count"] = orders,
                ["external_order_id"] = null,
                ["processed_at"] = Local(processedAt),
            }
            : new()
            {
                ["id"] = story.ChargeId,
                ["address_id"] = story.AddressId,
                ["status"] = "success",
                ["orders_count"] = orders,
                ["external_order_id"] = Wrapped(null),
                ["processed_at"] = Utc(processedAt),
            };

    public static JsonObject Checkout(string token, string cartId, DateTimeOffset updatedAt) =>
        new()
        {
            ["token"] = token,
            ["external_checkout_id"] = cartId,
            ["email"] = Mail(1),
            ["updated_at"] = Utc(updatedAt),
            ["shipping_address"] = Address("country_code", "US", "Zyxton"),
            ["line_items"] = new JsonArray(Line("unit_price")),
        };

    private static JsonObject Flat(OrderStory story, string status, DateTimeOffset updatedAt, string city) =>
        new()
        {
            ["id"] = story.Id,
            ["address_id"] = story.AddressId,
            ["charge_id"] = story.ChargeId,
            ["customer_id"] = story.Id + 1,
            ["email"] = Mail(story.Id),
            ["first_name"] = "Zyxada",
            ["last_name"] = "Zyxtester",
            ["status"] = status.ToUpperInvariant(),
            ["is_prepaid"] = story.IsPrepaid ? 1 : 0,
            ["external_order_id"] = null,
            ["external_order_number"] = null,
            ["currency"] = "USD",
            ["updated_at"] = Local(updatedAt),
            ["line_items"] = new JsonArray(Line("price")),
            ["shipping_address"] = Address("country", "United States", city),
            ["total_price"] = "29.20",
            ["tags"] = "Subscription",
        };

    private static JsonObject Nested(OrderStory story, string status, DateTimeOffset updatedAt, string city) =>
        new()
        {
            ["id"] = story.Id,
            ["address_id"] = story.AddressId,
            ["charge"] = new JsonObject { ["id"] = story.ChargeId, ["status"] = "success" },
            ["customer"] = new JsonObject { ["id"] = story.Id + 1, ["email"] = Mail(story.Id) },
            ["status"] = status,
            ["is_prepaid"] = story.IsPrepaid,
            ["external_order_id"] = Wrapped(null),
            ["external_order_number"] = Wrapped(null),
            ["currency"] = "USD",
            ["updated_at"] = Utc(updatedAt),
            ["line_items"] = new JsonArray(Line("unit_price")),
            ["shipping_address"] = Address("country_code", "US", city),
            ["total_price"] = "29.20",
            ["tags"] = "Subscription",
        };

    private static JsonObject Line(string price) =>
        new()
        {
            ["sku"] = "COF-100-L",
            ["title"] = "House Blend Coffee",
            ["quantity"] = 1,
            [price] = "24.30",
        };

    private static JsonObject Address(string countryKey, string country, string city) =>
        new()
        {
            ["first_name"] = "Zyxada",
            ["last_name"] = "Zyxtester",
            ["address1"] = "10 Zyxway",
            ["city"] = city,
            ["zip"] = "62701",
            ["phone"] = "zyx-5550100",
            [countryKey] = country,
        };

    private static string Mail(long id) => string.Create(CultureInfo.InvariantCulture, $"zyx.{id}@example.com");

    private static JsonObject Wrapped(string? value) => new() { ["ecommerce"] = value };

    private static string Local(DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, Shop.Zone).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
