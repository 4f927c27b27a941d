using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.Testing;

/// <summary>
/// An order as Recharge would write it, in the shape of either version of its API, with its charge and its checkout.
/// For tests that play Recharge; <see cref="OrderBuilder"/> changes a sample instead.
/// </summary>
internal sealed record OrderDocument
{
    /// <summary>The zone of the stores' wall clocks, in which the older version writes its times.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>Whether it has the shape of 2021-01: flat ids, local times, upper-case states.</summary>
    public required bool IsFlat { get; init; }

    public required long Id { get; init; }

    public required long ChargeId { get; init; }

    public required long AddressId { get; init; }

    public required Customer Customer { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was created; null leaves that out.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public string Status { get; init; } = "success";

    public bool IsPrepaid { get; init; }

    public string? ExternalOrderId { get; init; }

    public string? ExternalOrderNumber { get; init; }

    public JsonObject Order()
    {
        var order = IsFlat ? Flat() : Nested();
        if (CreatedAt is { } created)
        {
            order["created_at"] = IsFlat ? Local(created) : Utc(created);
        }

        return order;
    }

    /// <summary>The charge that pays for this order, and for others where it is prepaid.</summary>
    /// <param name="orders">The number of orders that it pays for.</param>
    /// <param name="processedAt">Recharge serves it for 90 days from then on.</param>
    public JsonObject Charge(int orders, DateTimeOffset processedAt) =>
        IsFlat
            ? new()
            {
                ["id"] = ChargeId,
                ["address_id"] = AddressId,
                ["status"] = "SUCCESS",
                ["shipments_count"] = orders,
                ["external_order_id"] = null,
                ["processed_at"] = Local(processedAt),
            }
            : new()
            {
                ["id"] = ChargeId,
                ["address_id"] = AddressId,
                ["status"] = "success",
                ["orders_count"] = orders,
                ["external_order_id"] = Wrapped(null),
                ["processed_at"] = Utc(processedAt),
            };

    /// <summary>A processed checkout; both versions write it alike.</summary>
    public static JsonObject Checkout(string token, string cartId, Customer customer, DateTimeOffset updatedAt) =>
        new()
        {
            ["token"] = token,
            ["external_checkout_id"] = cartId,
            ["email"] = customer.Email,
            ["updated_at"] = Utc(updatedAt),
            ["shipping_address"] = customer.Address("country_code", "US"),
            ["line_items"] = new JsonArray(Line("unit_price")),
        };

    /// <summary>A time as the newer version writes it.</summary>
    public static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, Zone).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static JsonObject Wrapped(string? value) => new() { ["ecommerce"] = value };

    private static JsonObject Line(string price) =>
        new()
        {
            ["sku"] = "COF-100-L",
            ["title"] = "House Blend Coffee",
            ["quantity"] = 1,
            [price] = "24.30",
        };

    private JsonObject Flat() =>
        new()
        {
            ["id"] = Id,
            ["address_id"] = AddressId,
            ["charge_id"] = ChargeId,
            ["customer_id"] = Customer.Id,
            ["email"] = Customer.Email,
            ["first_name"] = Customer.FirstName,
            ["last_name"] = Customer.LastName,
            ["status"] = Status.ToUpperInvariant(),
            ["is_prepaid"] = IsPrepaid ? 1 : 0,
            ["external_order_id"] = ExternalOrderId,
            ["external_order_number"] = ExternalOrderNumber,
            ["currency"] = "USD",
            ["updated_at"] = Local(UpdatedAt),
            ["line_items"] = new JsonArray(Line("price")),
            ["shipping_address"] = Customer.Address("country", "United States"),
            ["total_price"] = "29.20",
            ["tags"] = "Subscription",
        };

    private JsonObject Nested() =>
        new()
        {
            ["id"] = Id,
            ["address_id"] = AddressId,
            ["charge"] = new JsonObject { ["id"] = ChargeId, ["status"] = "success" },
            ["customer"] = new JsonObject { ["id"] = Customer.Id, ["email"] = Customer.Email },
            ["status"] = Status,
            ["is_prepaid"] = IsPrepaid,
            ["external_order_id"] = Wrapped(ExternalOrderId),
            ["external_order_number"] = Wrapped(ExternalOrderNumber),
            ["currency"] = "USD",
            ["updated_at"] = Utc(UpdatedAt),
            ["line_items"] = new JsonArray(Line("unit_price")),
            ["shipping_address"] = Customer.Address("country_code", "US"),
            ["total_price"] = "29.20",
            ["tags"] = "Subscription",
        };
}

/// <summary>Who has ordered, and where the parcel goes.</summary>
internal sealed record Customer
{
    public long Id { get; init; } = 64962974;

    public string Email { get; init; } = "ada.tester@example.com";

    public string FirstName { get; init; } = "Ada";

    public string LastName { get; init; } = "Tester";

    public string Street { get; init; } = "10 Example Street";

    public string City { get; init; } = "Springfield";

    public string? Phone { get; init; }

    /// <summary>The address; the versions differ in how they name the country.</summary>
    public JsonObject Address(string countryKey, string country)
    {
        var address = new JsonObject
        {
            ["first_name"] = FirstName,
            ["last_name"] = LastName,
            ["address1"] = Street,
            ["city"] = City,
            ["zip"] = "62701",
            [countryKey] = country,
        };
        if (Phone is not null)
        {
            address["phone"] = Phone;
        }

        return address;
    }
}
