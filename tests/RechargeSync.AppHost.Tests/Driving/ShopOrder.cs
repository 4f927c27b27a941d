using System.Globalization;
using System.Text.Json.Nodes;
using RechargeSync.Testing;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>Makes Recharge orders in either version's shape, each with an id of its own.</summary>
internal sealed record ShopOrder
{
    private static long s_lastId = 600_000_000;

    public ShopOrder(Shop shop) => Shop = shop;

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

    public ShopOrder Later(int seconds = 1) => this with { UpdatedAt = UpdatedAt.AddSeconds(seconds) };

    /// <summary>Later than the echo of our write-back, which the mock dates with its own clock.</summary>
    public ShopOrder AfterWriteBack() => this with { UpdatedAt = UpdatedAt.AddYears(10) };

    public string Reference => string.Create(CultureInfo.InvariantCulture, $"recharge:{Shop.Name}:{Id}");

    public static long NextId() => Interlocked.Increment(ref s_lastId);

    public string Webhook() => new JsonObject { ["order"] = Order() }.ToJsonString();

    public JsonObject Order() => Document().Order();

    public JsonObject Charge() => Document().Charge(IsPrepaid ? 3 : 1, TimeProvider.System.GetUtcNow().AddDays(-1));

    private OrderDocument Document() =>
        new()
        {
            IsFlat = Shop.ApiVersion == "2021-01",
            Id = Id,
            ChargeId = ChargeId,
            AddressId = AddressId,
            Customer = new Customer { City = City },
            UpdatedAt = UpdatedAt,
            Status = Status,
            IsPrepaid = IsPrepaid,
            ExternalOrderId = ExternalOrderId,
            ExternalOrderNumber = ExternalOrderNumber,
        };
}
