namespace RechargeSync.Platforms.Conformance;

/// <summary>A line that was sold. Amounts in major units.</summary>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">Of one.</param>
/// <param name="Off">What the line bears of the discounts; null where that is not told.</param>
/// <param name="Taxes">Its taxes.</param>
internal sealed record SoldLine(int Quantity, decimal UnitPrice, decimal? Off = null, params decimal[] Taxes)
{
    /// <summary>Which variant of the catalogue.</summary>
    public int Variant { get; init; }
}

/// <summary>How shipping was sold.</summary>
internal sealed record SoldShipping(decimal Price, params decimal[] Taxes);

/// <summary>What an order was sold for; its total follows.</summary>
internal sealed record Sale(string Currency, IReadOnlyList<SoldLine> Lines, params IReadOnlyList<SoldShipping> Shipping)
{
    private const decimal SomeRate = 0.0725m;

    public IReadOnlyList<PlatformDiscount> Discounts { get; init; } = [];

    /// <summary>All that was taken off.</summary>
    public decimal Off { get; init; }

    public bool IncludesTax { get; init; }

    public decimal Duties { get; init; }

    public decimal Goods => Lines.Sum(line => line.UnitPrice * line.Quantity);

    public decimal Shipped => Shipping.Sum(line => line.Price);

    public decimal Tax => Lines.Sum(line => line.Taxes.Sum()) + Shipping.Sum(line => line.Taxes.Sum());

    public decimal Total => Goods + Shipped + Duties - Off + (IncludesTax ? 0 : Tax);

    /// <summary>Puts the sale into an order.</summary>
    public PlatformOrder Of(PlatformOrder order, TestCatalogue catalogue) =>
        order with
        {
            Currency = Currency,
            Lines = new([.. Lines.Select((line, i) => Line(line, catalogue.Variants[line.Variant], order, i))]),
            ShippingLines = new([
                .. Shipping.Select(
                    (line, i) =>
                        new PlatformShippingLine(
                            i == 0 ? "standard" : "insurance",
                            i == 0 ? "Standard" : "Insurance",
                            line.Price,
                            Taxes(line.Taxes)
                        )
                ),
            ]),
            Discounts = new(Discounts),
            TaxLines = new(Tax == 0 ? [] : [new PlatformTaxLine("Sales tax", SomeRate, Tax)]),
            IncludesTax = IncludesTax,
            Totals = new PlatformTotals
            {
                Subtotal = Goods,
                Discounts = Off,
                Shipping = Shipped,
                Tax = Tax,
                Duties = Duties,
                Total = Total,
                Refunds = 0m,
            },
        };

    private PlatformLine Line(SoldLine line, TestVariant variant, PlatformOrder order, int position) =>
        new()
        {
            Sku = variant.Sku,
            ProductId = variant.ProductId,
            VariantId = variant.VariantId,
            Title = variant.Title,
            VariantTitle = "Whole bean",
            Quantity = line.Quantity,
            PurchaseItemId = FormattableString.Invariant($"{order.RechargeOrderId}{position:00}"),
            PurchaseItemType = "subscription",
            OriginalPrice = line.UnitPrice,
            UnitPrice = line.UnitPrice,
            UnitPriceIncludesTax = IncludesTax,
            Total = line.UnitPrice * line.Quantity - (line.Off ?? 0) + (IncludesTax ? 0 : line.Taxes.Sum()),
            Tax = line.Taxes.Sum(),
            TaxLines = Taxes(line.Taxes),
            Discount = line.Off,
            WeightGrams = 250,
            Properties = [new PlatformNamedValue("grind", FormattableString.Invariant($"filter {position}"))],
        };

    private static PlatformTaxLine[] Taxes(decimal[] taxes) =>
        [.. taxes.Select((tax, i) => new PlatformTaxLine(i == 0 ? "State tax" : "City tax", SomeRate, tax))];
}
