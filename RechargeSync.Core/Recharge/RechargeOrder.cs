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

/// <summary>Who bought. Prints nothing: a record's own text would carry it into logs.</summary>
internal sealed record RechargeCustomer(long? Id, string? Email, string? FirstName, string? LastName, string? Phone)
{
    public override string ToString() => "[customer]";
}

/// <summary>A postal address. Prints nothing: a record's own text would carry it into logs.</summary>
internal sealed record RechargeAddress
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Company { get; init; }

    public string? Address1 { get; init; }

    public string? Address2 { get; init; }

    public string? City { get; init; }

    public string? Province { get; init; }

    public string? Zip { get; init; }

    public string? Country { get; init; }

    public string? Phone { get; init; }

    public override string ToString() => "[address]";
}

/// <summary>A line of an order, in either version's shape.</summary>
internal sealed record RechargeLine
{
    public string? Sku { get; init; }

    public string? ProductId { get; init; }

    public string? VariantId { get; init; }

    public string? Title { get; init; }

    public string? VariantTitle { get; init; }

    public required int Quantity { get; init; }

    public decimal? UnitPrice { get; init; }

    public IReadOnlyList<NamedValue> Properties { get; init; } = [];
}

/// <summary>A shipping line of an order.</summary>
internal sealed record RechargeShippingLine(string? Code, string? Title, decimal? Price);

/// <summary>A discount of an order: 2021-01 gives its amount, 2021-11 its value.</summary>
internal sealed record RechargeDiscount(string? Code, decimal? Amount);

/// <summary>An order's totals in the order's currency.</summary>
internal sealed record RechargeTotals(decimal? Subtotal, decimal? Discounts, decimal? Tax, decimal? Total);

/// <summary>
/// A note attribute, order attribute or line property. Its value is a shopper's, so it prints its name only.
/// </summary>
internal sealed record NamedValue(string Name, string? Value)
{
    public override string ToString() => Name;
}

/// <summary>What we use of a charge.</summary>
/// <param name="Id">The charge's id.</param>
/// <param name="ExternalOrderId">The platform id that stands on it.</param>
/// <param name="OrdersCount">How many orders it pays for; above 1 for prepaid.</param>
internal sealed record RechargeCharge(long Id, string? ExternalOrderId, int? OrdersCount);
