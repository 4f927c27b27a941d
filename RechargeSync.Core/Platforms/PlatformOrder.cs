namespace RechargeSync.Core.Platforms;

/// <summary>
/// The fields of an order that we push, and nothing else: the hash of this record tells a real change from the echo of
/// our own write-back.
/// </summary>
internal sealed record PlatformOrder
{
    /// <summary>Always <c>paid</c>: only paid orders are pushed.</summary>
    public string Status { get; init; } = "paid";

    public string? Currency { get; init; }

    public string? Email { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public required PlatformCustomer Customer { get; init; }

    public IReadOnlyList<PlatformLine> Lines { get; init; } = [];

    public PlatformAddress? ShippingAddress { get; init; }

    public PlatformAddress? BillingAddress { get; init; }

    public IReadOnlyList<PlatformShippingLine> ShippingLines { get; init; } = [];

    public IReadOnlyList<PlatformDiscount> Discounts { get; init; } = [];

    public IReadOnlyList<PlatformAttribute> Attributes { get; init; } = [];

    public required PlatformTotals Totals { get; init; }

    public override string ToString() => "[platform order]";
}
