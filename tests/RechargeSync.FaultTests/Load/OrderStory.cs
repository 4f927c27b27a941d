using System.Globalization;
using System.Text.Json.Nodes;
using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Load;

/// <summary>One order, what Recharge tells of it, and what has to have come of it in the end.</summary>
internal sealed record OrderStory
{
    public required Shop Shop { get; init; }

    public required long Id { get; init; }

    public required long ChargeId { get; init; }

    public required long AddressId { get; init; }

    /// <summary>When it was created, which is when Recharge first tells of it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public bool IsPrepaid { get; init; }

    /// <summary>Orders of the same charge, this one included.</summary>
    public int OrdersOfCharge { get; init; } = 1;

    /// <summary>Whether it ever succeeds, so that it has to be on the platform in the end.</summary>
    public bool IsPushed { get; init; } = true;

    /// <summary>Where it is to be shipped in the end.</summary>
    public string City { get; init; } = "Zyxton";

    /// <summary>Whether what is pushed ever changes.</summary>
    public bool Changes { get; init; }

    /// <summary>
    /// What is taken back in the end: <c>cancelled</c>, <c>partially_refunded</c> or <c>refunded</c>; null for nothing.
    /// </summary>
    public string? TakenBack { get; init; }

    /// <summary>Its last state, as the mock of Recharge holds it.</summary>
    public required JsonObject Final { get; init; }

    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    public string ResourceKey => string.Create(CultureInfo.InvariantCulture, $"order/{Id}");

    public string Reference => string.Create(CultureInfo.InvariantCulture, $"recharge:{Shop.Name}:{Id}");

    /// <summary>Somebody whose every detail bears the mark by which the suite finds personal data.</summary>
    public static Customer CustomerOf(long orderId, string city) =>
        new()
        {
            Id = orderId + 1,
            Email = string.Create(CultureInfo.InvariantCulture, $"zyx.{orderId}@example.com"),
            FirstName = "Zyxada",
            LastName = "Zyxtester",
            Street = "10 Zyxway",
            City = city,
            Phone = "zyx-5550100",
        };

    /// <summary>The order as Recharge writes it at that moment.</summary>
    public JsonObject Order(string status, DateTimeOffset updatedAt, string city) =>
        Document(status, updatedAt, city).Order();

    public JsonObject Charge(int orders, DateTimeOffset processedAt) =>
        Document("success", processedAt, City).Charge(orders, processedAt);

    private OrderDocument Document(string status, DateTimeOffset updatedAt, string city) =>
        new()
        {
            IsFlat = Shop.IsFlat,
            Id = Id,
            ChargeId = ChargeId,
            AddressId = AddressId,
            Customer = CustomerOf(Id, city),
            UpdatedAt = updatedAt,
            CreatedAt = CreatedAt,
            Status = status,
            IsPrepaid = IsPrepaid,
        };
}
