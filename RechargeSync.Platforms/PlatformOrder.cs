namespace RechargeSync.Platforms;

/// <summary>
/// The fields of an order that we push, and nothing else: the hash of their JSON tells a real change from the echo of
/// our own write-back. Version 2 of the contract in docs/platform-api.md.
/// </summary>
public sealed record PlatformOrder
{
    /// <summary>The contract's version.</summary>
    public const int ContractVersion = 2;

    /// <summary>Our stable reference: the order's idempotency key and unique reference on every platform.</summary>
    public required string Reference { get; init; }

    /// <summary>Recharge's own id of the order.</summary>
    public required string RechargeOrderId { get; init; }

    /// <summary>Recharge's id of the charge that paid it.</summary>
    public Maybe<string?> ChargeId { get; init; }

    /// <summary>Recharge's id of the address that the subscription is shipped to.</summary>
    public Maybe<string?> AddressId { get; init; }

    /// <summary><c>paid</c>, <c>partially_refunded</c>, <c>refunded</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>checkout</c> or <c>recurring</c>.</summary>
    public Maybe<string?> Type { get; init; }

    /// <summary>Whether it was paid in advance, with others.</summary>
    public Maybe<bool?> Prepaid { get; init; }

    /// <summary>How many orders were paid at once.</summary>
    public Maybe<int?> PrepaidCount { get; init; }

    /// <summary>ISO 8601 in UTC; without offset where the store's zone is not known.</summary>
    public Maybe<string?> CreatedAt { get; init; }

    /// <inheritdoc cref="CreatedAt"/>
    public Maybe<string?> ProcessedAt { get; init; }

    /// <inheritdoc cref="CreatedAt"/>
    public Maybe<string?> ScheduledAt { get; init; }

    /// <summary>ISO 4217 code of every amount of the order.</summary>
    public Maybe<string?> Currency { get; init; }

    /// <summary>The shopper's e-mail address.</summary>
    public Maybe<string?> Email { get; init; }

    /// <summary>What the shopper or the shop has noted.</summary>
    public Maybe<string?> Note { get; init; }

    /// <summary>Tags, in Recharge's order.</summary>
    public Maybe<IReadOnlyList<string>> Tags { get; init; }

    /// <summary>Who bought.</summary>
    public required PlatformCustomer Customer { get; init; }

    /// <summary>Who took the money.</summary>
    public required PlatformPayment Payment { get; init; }

    /// <summary>The lines. Those of an order that is to be created are always mentioned.</summary>
    public Maybe<IReadOnlyList<PlatformLine>> Lines { get; init; }

    /// <summary>Where it is shipped to.</summary>
    public Maybe<PlatformAddress?> ShippingAddress { get; init; }

    /// <summary>Who is billed.</summary>
    public Maybe<PlatformAddress?> BillingAddress { get; init; }

    /// <summary>What shipping costs.</summary>
    public Maybe<IReadOnlyList<PlatformShippingLine>> ShippingLines { get; init; }

    /// <summary>The order's discounts; what each line bears of them stands with the line.</summary>
    public Maybe<IReadOnlyList<PlatformDiscount>> Discounts { get; init; }

    /// <summary>The order's note or order attributes.</summary>
    public Maybe<IReadOnlyList<PlatformNamedValue>> Attributes { get; init; }

    /// <summary>The order's taxes, those of its lines included.</summary>
    public Maybe<IReadOnlyList<PlatformTaxLine>> TaxLines { get; init; }

    /// <summary>Whether the lines' prices include tax.</summary>
    public Maybe<bool?> IncludesTax { get; init; }

    /// <summary>Of the whole order.</summary>
    public Maybe<long?> WeightGrams { get; init; }

    /// <summary>What it comes to.</summary>
    public required PlatformTotals Totals { get; init; }

    /// <summary>Prints nothing personal.</summary>
    public override string ToString() => "[platform order]";
}

/// <summary>Who bought.</summary>
public sealed record PlatformCustomer
{
    /// <summary>Recharge's id.</summary>
    public Maybe<string?> Id { get; init; }

    /// <summary>The customer's e-mail address.</summary>
    public Maybe<string?> Email { get; init; }

    /// <summary>Given name.</summary>
    public Maybe<string?> FirstName { get; init; }

    /// <summary>Family name.</summary>
    public Maybe<string?> LastName { get; init; }

    /// <summary>Phone number, as the shopper wrote it.</summary>
    public Maybe<string?> Phone { get; init; }

    /// <summary>The platform's own id.</summary>
    public Maybe<string?> ExternalId { get; init; }

    /// <summary>Prints nothing personal.</summary>
    public override string ToString() => "[customer]";
}

/// <summary>Who took the money.</summary>
/// <param name="Processor">Such as <c>stripe</c>.</param>
/// <param name="TransactionId">The payment's id there.</param>
public sealed record PlatformPayment(Maybe<string?> Processor, Maybe<string?> TransactionId);

/// <summary>A postal address.</summary>
public sealed record PlatformAddress
{
    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Company.</summary>
    public string? Company { get; init; }

    /// <summary>Street and number.</summary>
    public string? Address1 { get; init; }

    /// <summary>What does not fit there.</summary>
    public string? Address2 { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>Province or state, by its name.</summary>
    public string? Province { get; init; }

    /// <summary>Postal code.</summary>
    public string? Zip { get; init; }

    /// <summary>ISO 3166-1 alpha-2; as Recharge sent it where that is no country we know.</summary>
    public string? Country { get; init; }

    /// <summary>The country's English name; null where <see cref="Country"/> is not a code that we know.</summary>
    public string? CountryName { get; init; }

    /// <summary>Phone number, as the shopper wrote it.</summary>
    public string? Phone { get; init; }

    /// <summary>Prints nothing personal.</summary>
    public override string ToString() => "[address]";
}

/// <summary>
/// A line. Amounts are in major units of the order's currency, before tax or with it as
/// <see cref="PlatformOrder.IncludesTax"/> says.
/// </summary>
public sealed record PlatformLine
{
    /// <summary>Stock keeping unit.</summary>
    public string? Sku { get; init; }

    /// <summary>The platform's own id of the product.</summary>
    public string? ProductId { get; init; }

    /// <summary>The platform's own id of the variant.</summary>
    public string? VariantId { get; init; }

    /// <summary>The product's name.</summary>
    public string? Title { get; init; }

    /// <summary>The variant's name.</summary>
    public string? VariantTitle { get; init; }

    /// <summary>Above 0.</summary>
    public required int Quantity { get; init; }

    /// <summary>Recharge's id of the subscription or one-time product.</summary>
    public string? PurchaseItemId { get; init; }

    /// <summary><c>subscription</c> or <c>onetime</c>.</summary>
    public string? PurchaseItemType { get; init; }

    /// <summary>Of one unit, before whatever made it cheaper.</summary>
    public decimal? OriginalPrice { get; init; }

    /// <summary>Of one unit, before discounts of the order.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Whether <see cref="UnitPrice"/> includes tax.</summary>
    public bool? UnitPriceIncludesTax { get; init; }

    /// <summary>Of all units.</summary>
    public decimal? Total { get; init; }

    /// <summary>All tax of the line.</summary>
    public decimal? Tax { get; init; }

    /// <summary>The order's taxes, those of its lines included.</summary>
    public IReadOnlyList<PlatformTaxLine> TaxLines { get; init; } = [];

    /// <summary>Its share of the discounts.</summary>
    public decimal? Discount { get; init; }

    /// <summary>Of one unit.</summary>
    public long? WeightGrams { get; init; }

    /// <summary>Whether there is anything to ship.</summary>
    public bool? RequiresShipping { get; init; }

    /// <summary>Address of a picture.</summary>
    public string? Image { get; init; }

    /// <summary>The bundle that it is a part of.</summary>
    public string? BundleParent { get; init; }

    /// <summary>What the shopper chose for the line.</summary>
    public IReadOnlyList<PlatformNamedValue> Properties { get; init; } = [];
}

/// <summary>A shipping line.</summary>
/// <param name="Code">The method's code.</param>
/// <param name="Title">The method's name.</param>
/// <param name="Price">In major units of the order's currency.</param>
/// <param name="TaxLines">Its taxes.</param>
public sealed record PlatformShippingLine(
    string? Code,
    string? Title,
    decimal? Price,
    IReadOnlyList<PlatformTaxLine> TaxLines
);

/// <summary>A tax.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Rate">A share of 1.</param>
/// <param name="Price">What it comes to, in major units of the order's currency.</param>
public sealed record PlatformTaxLine(string? Title, decimal? Rate, decimal? Price);

/// <summary>A discount.</summary>
/// <param name="Code">What the shopper entered.</param>
/// <param name="Kind"><c>amount</c>, <c>percentage</c> or <c>shipping</c>.</param>
/// <param name="Value">Money, or percent.</param>
/// <param name="Amount">What it came to, in money; null where that is not known.</param>
public sealed record PlatformDiscount(string? Code, string? Kind, decimal? Value, decimal? Amount);

/// <summary>A named value of the order or of a line.</summary>
public sealed record PlatformNamedValue(string Name, string? Value)
{
    /// <summary>Prints nothing personal.</summary>
    public override string ToString() => Name;
}

/// <summary>Totals in major units of the order's currency.</summary>
public sealed record PlatformTotals
{
    /// <summary>Of the lines.</summary>
    public Maybe<decimal?> Subtotal { get; init; }

    /// <summary>All that was taken off.</summary>
    public Maybe<decimal?> Discounts { get; init; }

    /// <summary>All shipping.</summary>
    public Maybe<decimal?> Shipping { get; init; }

    /// <summary>All tax.</summary>
    public Maybe<decimal?> Tax { get; init; }

    /// <summary>Duties.</summary>
    public Maybe<decimal?> Duties { get; init; }

    /// <summary>What was paid.</summary>
    public Maybe<decimal?> Total { get; init; }

    /// <summary>Given back so far.</summary>
    public Maybe<decimal?> Refunds { get; init; }
}

