using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>Makes Recharge orders in either version's shape, each with an id of its own.</summary>
internal sealed record OrderBuilder
{
    private static readonly TimeSpan s_storeOffset = TimeSpan.FromHours(-5);
    private static long s_lastId = 600_000_000;

    public OrderBuilder(Shop shop) => Shop = shop;

    public Shop Shop { get; }

    public long Id { get; init; } = NextId();

    public long ChargeId { get; init; } = NextId();

    public long AddressId { get; init; } = NextId();

    public string Status { get; init; } = "success";

    public bool IsPrepaid { get; init; }

    public string City { get; init; } = "Springfield";

    public string? ExternalOrderId { get; init; }

    public string? ExternalOrderNumber { get; init; }

    /// <summary>In January, so that the classic store's wall time is five hours behind.</summary>
    public DateTimeOffset UpdatedAt { get; init; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public OrderBuilder Later(int seconds = 1) => this with { UpdatedAt = UpdatedAt.AddSeconds(seconds) };

    /// <summary>Later than the echo of our write-back, which the mock dates with its own clock.</summary>
    public OrderBuilder AfterWriteBack() => this with { UpdatedAt = UpdatedAt.AddYears(10) };

    public string Reference => string.Create(CultureInfo.InvariantCulture, $"recharge:{Shop.Name}:{Id}");

    private bool IsFlat => Shop.ApiVersion == "2021-01";

    public static long NextId() => Interlocked.Increment(ref s_lastId);

    public string Webhook() => new JsonObject { ["order"] = Order() }.ToJsonString();

    public JsonObject Order() => IsFlat ? Flat() : Nested();

    public JsonObject Charge() =>
        IsFlat
            ? new()
            {
                ["id"] = ChargeId,
                ["address_id"] = AddressId,
                ["status"] = "SUCCESS",
                ["shipments_count"] = IsPrepaid ? 3 : 1,
                ["external_order_id"] = null,
                ["processed_at"] = Yesterday("yyyy-MM-dd'T'HH:mm:ss"),
            }
            : new()
            {
                ["id"] = ChargeId,
                ["address_id"] = AddressId,
                ["status"] = "success",
                ["orders_count"] = IsPrepaid ? 3 : 1,
                ["external_order_id"] = Wrapped(null),
                ["processed_at"] = Yesterday("yyyy-MM-dd'T'HH:mm:ss'+00:00'"),
            };

    // Recharge serves a processed charge for 90 days.
    private static string Yesterday(string format) =>
        TimeProvider.System.GetUtcNow().AddDays(-1).ToString(format, CultureInfo.InvariantCulture);

    private JsonObject Flat() =>
        new()
        {
            ["id"] = Id,
            ["address_id"] = AddressId,
            ["charge_id"] = ChargeId,
            ["customer_id"] = 64962974,
            ["email"] = "ada.tester@example.com",
            ["first_name"] = "Ada",
            ["last_name"] = "Tester",
            ["status"] = Status.ToUpperInvariant(),
            ["is_prepaid"] = IsPrepaid ? 1 : 0,
            ["external_order_id"] = ExternalOrderId,
            ["external_order_number"] = ExternalOrderNumber,
            ["currency"] = "USD",
            ["updated_at"] = UpdatedAt
                .ToOffset(s_storeOffset)
                .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            ["line_items"] = new JsonArray(Line("price")),
            ["shipping_address"] = Address("country", "United States"),
            ["total_price"] = "29.20",
            ["tags"] = "Subscription",
        };

    private JsonObject Nested() =>
        new()
        {
            ["id"] = Id,
            ["address_id"] = AddressId,
            ["charge"] = new JsonObject { ["id"] = ChargeId, ["status"] = "success" },
            ["customer"] = new JsonObject { ["id"] = 64962974, ["email"] = "ada.tester@example.com" },
            ["status"] = Status,
            ["is_prepaid"] = IsPrepaid,
            ["external_order_id"] = Wrapped(ExternalOrderId),
            ["external_order_number"] = Wrapped(ExternalOrderNumber),
            ["currency"] = "USD",
            ["updated_at"] = UpdatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture),
            ["line_items"] = new JsonArray(Line("unit_price")),
            ["shipping_address"] = Address("country_code", "US"),
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

    private JsonObject Address(string countryKey, string country) =>
        new()
        {
            ["first_name"] = "Ada",
            ["last_name"] = "Tester",
            ["address1"] = "10 Example Street",
            ["city"] = City,
            ["zip"] = "62701",
            [countryKey] = country,
        };

    private static JsonObject Wrapped(string? value) => new() { ["ecommerce"] = value };
}
