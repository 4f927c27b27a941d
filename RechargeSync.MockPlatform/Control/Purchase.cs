using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Control;

/// <summary>A purchase with all its ids drawn; the documents of Recharge are written from it.</summary>
internal sealed record Purchase
{
    public required Store Store { get; init; }

    public required string Token { get; init; }

    public required string CartId { get; init; }

    public required long ChargeId { get; init; }

    public required IReadOnlyList<long> OrderIds { get; init; }

    public required IReadOnlyList<PurchaseLine> Lines { get; init; }

    public required long AddressId { get; init; }

    public required long CustomerId { get; init; }

    public required string Email { get; init; }

    public string? Note { get; init; }

    public required bool IsPrepaid { get; init; }

    /// <summary>Whether the only order waits for its day.</summary>
    public required bool IsQueued { get; init; }

    public required int ScheduledInDays { get; init; }

    /// <summary>The version of all its webhooks; null follows the subscription.</summary>
    public ApiVersion? EventVersion { get; init; }

    /// <summary>By the virtual clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The goods of one shipment.</summary>
    public decimal Subtotal => Lines.Sum(l => l.UnitPrice * l.Quantity);

    public int Grams => Lines.Sum(l => l.Product.Grams * l.Quantity);
}
