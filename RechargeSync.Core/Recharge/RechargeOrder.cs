namespace RechargeSync.Core.Recharge;

/// <summary>What we use of a Recharge order, whichever version it came in.</summary>
internal sealed record RechargeOrder
{
    public required long Id { get; init; }

    /// <summary>As sent; compared without case, and an unknown one is kept.</summary>
    public required string Status { get; init; }

    public long? AddressId { get; init; }

    public long? ChargeId { get; init; }

    /// <summary>Null where the payload does not tell; then the charge's number of orders decides.</summary>
    public bool? IsPrepaid { get; init; }

    public string? ExternalOrderId { get; init; }

    public string? ExternalOrderNumber { get; init; }

    public SourceTime? UpdatedAt { get; init; }

    public SourceTime? ScheduledAt { get; init; }

    public string? Currency { get; init; }

    public string? Note { get; init; }

    public required RechargeCustomer Customer { get; init; }

    public RechargeAddress? ShippingAddress { get; init; }

    public RechargeAddress? BillingAddress { get; init; }

    public required RechargeTotals Totals { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<RechargeLine> Lines { get; init; } = [];

    public IReadOnlyList<RechargeShippingLine> ShippingLines { get; init; } = [];

    public IReadOnlyList<RechargeDiscount> Discounts { get; init; } = [];

    public IReadOnlyList<NamedValue> Attributes { get; init; } = [];

    /// <summary>Whether the order is paid and to be shipped: the one status that acts.</summary>
    public bool IsSuccess => string.Equals(Status, "success", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"order {Id}";
}
