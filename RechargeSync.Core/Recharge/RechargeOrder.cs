using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>What we use of a Recharge order, whichever version it came in.</summary>
internal sealed record RechargeOrder
{
    public required long Id { get; init; }

    /// <summary>As sent; compared without case, and an unknown one is kept.</summary>
    public required string Status { get; init; }

    /// <summary>As sent; null where the payload does not tell.</summary>
    public string? ChargeStatus { get; init; }

    /// <summary>What status, charge and refunds say together. A prepaid order's charge pays for others too.</summary>
    public OrderStanding Standing =>
        OrderStandings.Of(
            Status,
            ChargeStatus,
            TotalRefunds,
            Totals.Total,
            OrdersOfCharge ?? (IsPrepaid == true ? 2 : null)
        );

    /// <summary>Whether the shopper's data were taken out of the payload, as a privacy law asks.</summary>
    public bool IsRedacted { get; init; }

    /// <summary>
    /// Whether the payload says what is to be shipped: its lines are there and not null. Also false where none of them
    /// has a quantity, unless the order costs nothing: no paid order is without a line.
    /// </summary>
    public bool HasLines { get; init; }

    public long? AddressId { get; init; }

    public long? ChargeId { get; init; }

    /// <summary>Null where the payload does not tell; then the charge's number of orders decides.</summary>
    public bool? IsPrepaid { get; init; }

    /// <summary>How many orders the charge pays for, where this payload itself tells.</summary>
    public int? OrdersOfCharge { get; init; }

    /// <summary>How the order came about, in lower case: <c>checkout</c> or <c>recurring</c>.</summary>
    public string? Type { get; init; }

    public string? ExternalOrderId { get; init; }

    public string? ExternalOrderNumber { get; init; }

    public SourceTime? CreatedAt { get; init; }

    /// <summary>When its charge was processed.</summary>
    public SourceTime? ProcessedAt { get; init; }

    public SourceTime? ScheduledAt { get; init; }

    public SourceTime? UpdatedAt { get; init; }

    public string? Currency { get; init; }

    public string? Note { get; init; }

    public required RechargeCustomer Customer { get; init; }

    public RechargePayment Payment { get; init; } = new(null, null);

    public RechargeAddress? ShippingAddress { get; init; }

    public RechargeAddress? BillingAddress { get; init; }

    public required RechargeTotals Totals { get; init; }

    /// <summary>What has been given back so far; null where the payload does not tell.</summary>
    public decimal? TotalRefunds { get; init; }

    /// <summary>Whether prices include tax; null where neither payload nor totals tell.</summary>
    public bool? IncludesTax { get; init; }

    public long? WeightGrams { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What is to be shipped: lines of quantity 0 are left out.</summary>
    public IReadOnlyList<RechargeLine> Lines { get; init; } = [];

    public IReadOnlyList<RechargeShippingLine> ShippingLines { get; init; } = [];

    public IReadOnlyList<RechargeTaxLine> TaxLines { get; init; } = [];

    public IReadOnlyList<RechargeDiscount> Discounts { get; init; } = [];

    public IReadOnlyList<NamedValue> Attributes { get; init; } = [];

    /// <summary>The facts that the payload speaks of.</summary>
    public OrderMembers Mentioned { get; init; }

    /// <summary>What could not be read as expected; at most 20.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>Whether the order is paid and to be shipped: the one status that places it.</summary>
    public bool IsSuccess => IsSuccessStatus(Status);

    /// <summary>Whether a status, in any case, is the one that <see cref="IsSuccess"/> tells.</summary>
    public static bool IsSuccessStatus(string status) =>
        string.Equals(status, "success", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"order {Id}";
}

/// <summary>Who bought. Prints nothing: a record's own text would carry it into logs.</summary>
internal sealed record RechargeCustomer
{
    /// <summary>Recharge's id of the customer.</summary>
    public long? Id { get; init; }

    /// <summary>The platform's id of the customer.</summary>
    public string? ExternalId { get; init; }

    public string? Email { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public override string ToString() => "[customer]";
}

/// <summary>Who took the money, and the id of it there.</summary>
internal sealed record RechargePayment(string? Processor, string? TransactionId);

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

    /// <summary>ISO 3166-1 alpha-2 in both versions; as sent where that is no country we know.</summary>
    public string? Country { get; init; }

    /// <summary>The country's name in English, the same in both versions.</summary>
    public string? CountryName { get; init; }

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

    /// <summary>Recharge's id of the subscription or one-time product that the line stems from.</summary>
    public string? PurchaseItemId { get; init; }

    /// <summary><c>subscription</c> or <c>onetime</c>.</summary>
    public string? PurchaseItemType { get; init; }

    /// <summary>Per unit, before whatever made it cheaper.</summary>
    public decimal? OriginalPrice { get; init; }

    public decimal? UnitPrice { get; init; }

    /// <summary>As sent, else unit price times quantity.</summary>
    public decimal? Total { get; init; }

    /// <summary>As sent, else the sum of the tax lines.</summary>
    public decimal? Tax { get; init; }

    /// <summary>The line's share of the discounts, where Recharge gives one.</summary>
    public decimal? Discount { get; init; }

    public bool? UnitPriceIncludesTax { get; init; }

    /// <summary>Of one unit.</summary>
    public long? WeightGrams { get; init; }

    /// <summary>Address of the largest image.</summary>
    public string? Image { get; init; }

    public bool? RequiresShipping { get; init; }

    /// <summary>The bundle that the line is a part of.</summary>
    public string? BundleParent { get; init; }

    public IReadOnlyList<RechargeTaxLine> TaxLines { get; init; } = [];

    public IReadOnlyList<NamedValue> Properties { get; init; } = [];
}

/// <summary>A shipping line of an order.</summary>
internal sealed record RechargeShippingLine(
    string? Code,
    string? Title,
    decimal? Price,
    IReadOnlyList<RechargeTaxLine> TaxLines
);

/// <summary>A tax on an order, a line or its shipping.</summary>
/// <param name="Title">The tax's name.</param>
/// <param name="Rate">A share of 1.</param>
/// <param name="Price">What it comes to.</param>
internal sealed record RechargeTaxLine(string? Title, decimal? Rate, decimal? Price);

/// <summary>A discount of an order.</summary>
/// <param name="Code">What the shopper entered.</param>
/// <param name="Kind">What <paramref name="Value"/> is; null where Recharge names a kind that we do not know.</param>
/// <param name="Value">Money, or percent of the goods or of the shipping.</param>
/// <param name="Amount">What it came to in money; null where that cannot be told.</param>
internal sealed record RechargeDiscount(string? Code, DiscountKind? Kind, decimal? Value, decimal? Amount);

/// <summary>What a discount's value is.</summary>
internal enum DiscountKind
{
    /// <summary>Money off the goods.</summary>
    Amount,

    /// <summary>Percent off the goods.</summary>
    Percentage,

    /// <summary>Off the shipping.</summary>
    Shipping,
}

/// <summary>An order's totals in the order's currency.</summary>
internal sealed record RechargeTotals
{
    public decimal? Subtotal { get; init; }

    public decimal? Discounts { get; init; }

    public decimal? Tax { get; init; }

    public decimal? Duties { get; init; }

    /// <summary>The sum of the shipping lines' prices; null where one of them has none.</summary>
    public decimal? Shipping { get; init; }

    public decimal? Total { get; init; }
}

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
