namespace RechargeSync.Core.Platforms;

/// <summary>
/// The fields of an order that we push, and nothing else: the hash of their JSON tells a real change from the echo of
/// our own write-back. Version 2 of the contract in docs/platform-api.md.
/// </summary>
internal sealed record PlatformOrder
{
    /// <summary>The contract's version.</summary>
    public const int ContractVersion = 2;

    /// <summary>Our stable reference: the order's idempotency key and unique reference on every platform.</summary>
    public required string Reference { get; init; }

    /// <summary>Recharge's own id of the order.</summary>
    public required string RechargeOrderId { get; init; }

    public Maybe<string?> ChargeId { get; init; }

    /// <summary>Recharge's id of the address that the subscription is shipped to.</summary>
    public Maybe<string?> AddressId { get; init; }

    /// <summary><c>paid</c>, <c>partially_refunded</c>, <c>refunded</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>checkout</c> or <c>recurring</c>.</summary>
    public Maybe<string?> Type { get; init; }

    public Maybe<bool?> Prepaid { get; init; }

    /// <summary>How many orders were paid at once.</summary>
    public Maybe<int?> PrepaidCount { get; init; }

    /// <summary>ISO 8601 in UTC; without offset where the store's zone is not known.</summary>
    public Maybe<string?> CreatedAt { get; init; }

    /// <inheritdoc cref="CreatedAt"/>
    public Maybe<string?> ProcessedAt { get; init; }

    /// <inheritdoc cref="CreatedAt"/>
    public Maybe<string?> ScheduledAt { get; init; }

    public Maybe<string?> Currency { get; init; }

    public Maybe<string?> Email { get; init; }

    public Maybe<string?> Note { get; init; }

    public Maybe<IReadOnlyList<string>> Tags { get; init; }

    public required PlatformCustomer Customer { get; init; }

    public required PlatformPayment Payment { get; init; }

    public Maybe<IReadOnlyList<PlatformLine>> Lines { get; init; }

    public Maybe<PlatformAddress?> ShippingAddress { get; init; }

    public Maybe<PlatformAddress?> BillingAddress { get; init; }

    public Maybe<IReadOnlyList<PlatformShippingLine>> ShippingLines { get; init; }

    public Maybe<IReadOnlyList<PlatformDiscount>> Discounts { get; init; }

    public Maybe<IReadOnlyList<PlatformAttribute>> Attributes { get; init; }

    public Maybe<IReadOnlyList<PlatformTaxLine>> TaxLines { get; init; }

    /// <summary>Whether the lines' prices include tax.</summary>
    public Maybe<bool?> IncludesTax { get; init; }

    public Maybe<long?> WeightGrams { get; init; }

    public required PlatformTotals Totals { get; init; }

    public override string ToString() => "[platform order]";
}

/// <summary>Who bought.</summary>
internal sealed record PlatformCustomer
{
    /// <summary>Recharge's id.</summary>
    public Maybe<string?> Id { get; init; }

    public Maybe<string?> Email { get; init; }

    public Maybe<string?> FirstName { get; init; }

    public Maybe<string?> LastName { get; init; }

    public Maybe<string?> Phone { get; init; }

    /// <summary>The platform's own id.</summary>
    public Maybe<string?> ExternalId { get; init; }

    public override string ToString() => "[customer]";
}

/// <summary>Who took the money, and the id of it there.</summary>
internal sealed record PlatformPayment(Maybe<string?> Processor, Maybe<string?> TransactionId);

/// <summary>A postal address.</summary>
internal sealed record PlatformAddress
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Company { get; init; }

    public string? Address1 { get; init; }

    public string? Address2 { get; init; }

    public string? City { get; init; }

    public string? Province { get; init; }

    public string? Zip { get; init; }

    /// <summary>ISO 3166-1 alpha-2; as Recharge sent it where that is no country we know.</summary>
    public string? Country { get; init; }

    /// <summary>The country's English name; null where <see cref="Country"/> is not a code that we know.</summary>
    public string? CountryName { get; init; }

    public string? Phone { get; init; }

    public override string ToString() => "[address]";
}

/// <summary>A line. Amounts are decimal texts in the order's currency, prices are per unit.</summary>
internal sealed record PlatformLine
{
    public string? Sku { get; init; }

    public string? ProductId { get; init; }

    public string? VariantId { get; init; }

    public string? Title { get; init; }

    public string? VariantTitle { get; init; }

    public required int Quantity { get; init; }

    /// <summary>Recharge's id of the subscription or one-time product.</summary>
    public string? PurchaseItemId { get; init; }

    /// <summary><c>subscription</c> or <c>onetime</c>.</summary>
    public string? PurchaseItemType { get; init; }

    public string? OriginalPrice { get; init; }

    public string? UnitPrice { get; init; }

    public bool? UnitPriceIncludesTax { get; init; }

    public string? Total { get; init; }

    public string? Tax { get; init; }

    public IReadOnlyList<PlatformTaxLine> TaxLines { get; init; } = [];

    /// <summary>Its share of the discounts.</summary>
    public string? Discount { get; init; }

    /// <summary>Of one unit.</summary>
    public long? WeightGrams { get; init; }

    public bool? RequiresShipping { get; init; }

    public string? Image { get; init; }

    /// <summary>The bundle that it is a part of.</summary>
    public string? BundleParent { get; init; }

    public IReadOnlyList<PlatformAttribute> Properties { get; init; } = [];
}

/// <summary>A shipping line; its price is a decimal text.</summary>
internal sealed record PlatformShippingLine(
    string? Code,
    string? Title,
    string? Price,
    IReadOnlyList<PlatformTaxLine> TaxLines
);

/// <summary>A tax; rate, a share of 1, and price are decimal texts.</summary>
internal sealed record PlatformTaxLine(string? Title, string? Rate, string? Price);

/// <summary>A discount; its value and its amount are decimal texts.</summary>
/// <param name="Code">What the shopper entered.</param>
/// <param name="Kind"><c>amount</c>, <c>percentage</c> or <c>shipping</c>.</param>
/// <param name="Value">Money, or percent.</param>
/// <param name="Amount">What it came to, in money; null where that is not known.</param>
internal sealed record PlatformDiscount(string? Code, string? Kind, string? Value, string? Amount);

/// <summary>A named value of the order or of a line.</summary>
internal sealed record PlatformAttribute(string Name, string? Value)
{
    public override string ToString() => Name;
}

/// <summary>Totals as decimal texts in the order's currency.</summary>
internal sealed record PlatformTotals
{
    public Maybe<string?> Subtotal { get; init; }

    public Maybe<string?> Discounts { get; init; }

    public Maybe<string?> Shipping { get; init; }

    public Maybe<string?> Tax { get; init; }

    public Maybe<string?> Duties { get; init; }

    public Maybe<string?> Total { get; init; }

    /// <summary>Given back so far.</summary>
    public Maybe<string?> Refunds { get; init; }
}

/// <summary>An order as it goes out: mapped once and written once, so that what is hashed is what is sent.</summary>
/// <param name="Order">Its fields.</param>
/// <param name="Json">The same as JSON in UTF-8.</param>
/// <param name="Hash">
/// SHA-256 of <paramref name="Json"/> without the external customer id; equal hashes: a platform has nothing to learn.
/// </param>
internal sealed record OutgoingOrder(PlatformOrder Order, byte[] Json, byte[] Hash)
{
    public override string ToString() => "[outgoing order]";
}
