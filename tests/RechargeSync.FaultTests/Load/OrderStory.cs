using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.FaultTests.Load;

/// <summary>One order, what Recharge tells of it, and what has to have come of it in the end.</summary>
internal sealed record OrderStory
{
    public required Shop Shop { get; init; }

    public required long Id { get; init; }

    public required long ChargeId { get; init; }

    public required long AddressId { get; init; }

    public bool IsPrepaid { get; init; }

    /// <summary>Orders of the same charge, this one included.</summary>
    public int OrdersOfCharge { get; init; } = 1;

    /// <summary>Whether it ever succeeds, so that it has to be on the platform in the end.</summary>
    public bool IsPushed { get; init; } = true;

    /// <summary>Where it is to be shipped in the end.</summary>
    public string City { get; init; } = "Zyxton";

    /// <summary>Whether what is pushed ever changes.</summary>
    public bool Changes { get; init; }

    /// <summary>Its last state, as the mock of Recharge holds it.</summary>
    public required JsonObject Final { get; init; }

    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    public string ResourceKey => string.Create(CultureInfo.InvariantCulture, $"order/{Id}");

    public string Reference => string.Create(CultureInfo.InvariantCulture, $"recharge:{Shop.Name}:{Id}");
}
