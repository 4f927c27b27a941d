namespace RechargeSync.Platforms.Conformance;

/// <summary>What an order may have been sold for.</summary>
public enum SaleCase
{
    /// <summary>Two lines and shipping.</summary>
    Plain,

    /// <summary>A tax on each line and on shipping, rounded to the cent.</summary>
    Taxed,

    /// <summary>Two taxes on a line.</summary>
    TwoTaxes,

    /// <summary>Prices and shipping that include the tax.</summary>
    TaxIncluded,

    /// <summary>A discount whose share each line tells.</summary>
    DiscountOfLines,

    /// <summary>A discount of the order, of which no line tells.</summary>
    DiscountOfOrder,

    /// <summary>A percentage, whose amount is told for the whole order only, and taxes after it.</summary>
    Percentage,

    /// <summary>Included taxes after a discount.</summary>
    TaxIncludedAndDiscount,

    /// <summary>Shipping and insurance, both taxed.</summary>
    TwoShippingLines,

    /// <summary>Nothing is shipped.</summary>
    NoShippingLine,

    /// <summary>Shipping that a discount takes off.</summary>
    FreeShipping,

    /// <summary>100 % off the goods; shipping is paid.</summary>
    FreeGoods,

    /// <summary>100 % off everything.</summary>
    Free,

    /// <summary>One variant twice, at two prices.</summary>
    OneVariantTwice,

    /// <summary>Twenty taxed lines.</summary>
    ManyLines,

    /// <summary>Duties.</summary>
    Duties,

    /// <summary>A currency without decimals, with discount and tax.</summary>
    Yen,

    /// <summary>A currency of three decimals, with discount and tax.</summary>
    Dinar,
}

/// <summary>The sales, in numbers.</summary>
internal static class Sales
{
    private const string Dollar = "USD";

    public static Sale Of(SaleCase sale, string usual = Dollar) =>
        sale switch
        {
            SaleCase.OneVariantTwice => new(
                usual,
                [First(8.33m, null, 1.81m), new SoldLine(1, 7.77m, null, 0.56m)],
                new SoldShipping(4.90m)
            ),
            SaleCase.ManyLines => new(
                usual,
                [
                    .. Enumerable
                        .Range(0, 20)
                        .Select(i => new SoldLine(1 + i % 3, 1.11m + i, null, 0.07m + i / 100m) { Variant = i % 2 }),
                ],
                new SoldShipping(4.90m)
            ),
            SaleCase.Yen => new(
                "JPY",
                [First(833m, 100m, 239m), Second(1250m, null, 125m)],
                new SoldShipping(490m, 49m)
            )
            {
                Discounts = [new PlatformDiscount("WELCOME", "amount", 100m, 100m)],
                Off = 100m,
            },
            SaleCase.Dinar => new(
                "KWD",
                [First(8.333m, 1.005m, 1.737m), Second(12.505m, null, 0.907m)],
                new SoldShipping(4.905m, 0.356m)
            )
            {
                Discounts = [new PlatformDiscount("WELCOME", "amount", 1.005m, 1.005m)],
                Off = 1.005m,
            },
            _ => Taxed(sale, usual) ?? Discounted(sale, usual),
        };

    private static Sale? Taxed(SaleCase sale, string usual) =>
        sale switch
        {
            SaleCase.Plain => new(usual, [First(8.33m), Second(12.50m)], new SoldShipping(4.90m)),
            SaleCase.Taxed => new(
                usual,
                [First(8.33m, null, 1.81m), Second(12.50m, null, 0.91m)],
                new SoldShipping(4.90m, 0.36m)
            ),
            SaleCase.TwoTaxes => new(
                usual,
                [First(8.33m, null, 1.56m, 0.25m), Second(12.50m, null, 0.91m)],
                new SoldShipping(4.90m)
            ),
            SaleCase.TaxIncluded => new(
                usual,
                [First(8.33m, null, 1.69m), Second(12.50m, null, 0.85m)],
                new SoldShipping(4.90m, 0.33m)
            )
            {
                IncludesTax = true,
            },
            SaleCase.TwoShippingLines => new(
                usual,
                [First(8.33m), Second(12.50m)],
                new SoldShipping(4.90m, 0.36m),
                new SoldShipping(2.35m, 0.17m)
            ),
            SaleCase.NoShippingLine => new(usual, [First(8.33m, null, 1.81m), Second(12.50m, null, 0.91m)]),
            SaleCase.Duties => new(usual, [First(8.33m), Second(12.50m)], new SoldShipping(4.90m)) { Duties = 2.15m },
            _ => null,
        };

    private static Sale Discounted(SaleCase sale, string usual) =>
        sale switch
        {
            SaleCase.DiscountOfLines => new(
                usual,
                [First(8.33m, 1.00m), Second(12.50m, 0.50m)],
                new SoldShipping(4.90m)
            )
            {
                Discounts = [new PlatformDiscount("WELCOME", "amount", 1.50m, 1.50m)],
                Off = 1.50m,
            },
            SaleCase.DiscountOfOrder => new(usual, [First(8.33m), Second(12.50m)], new SoldShipping(4.90m))
            {
                Discounts = [new PlatformDiscount("WELCOME", "amount", 3.33m, 3.33m)],
                Off = 3.33m,
            },
            SaleCase.Percentage => new(
                usual,
                [First(8.33m, null, 1.63m), Second(12.50m, null, 0.82m)],
                new SoldShipping(4.90m, 0.36m)
            )
            {
                Discounts = [new PlatformDiscount("TEN", "percentage", 10m, Amount: null)],
                Off = 3.75m,
            },
            SaleCase.TaxIncludedAndDiscount => new(
                usual,
                [First(8.33m, 2.50m, 1.52m), Second(12.50m, 1.25m, 0.76m)],
                new SoldShipping(4.90m, 0.33m)
            )
            {
                IncludesTax = true,
                Discounts = [new PlatformDiscount("TEN", "percentage", 10m, 3.75m)],
                Off = 3.75m,
            },
            SaleCase.FreeShipping => new(usual, [First(8.33m), Second(12.50m)], new SoldShipping(4.90m))
            {
                Discounts = [new PlatformDiscount("SHIPFREE", "shipping", 4.90m, 4.90m)],
                Off = 4.90m,
            },
            SaleCase.FreeGoods => new(usual, [First(8.33m, 24.99m), Second(12.50m, 12.50m)], new SoldShipping(4.90m))
            {
                Discounts = [new PlatformDiscount("ALL", "percentage", 100m, 37.49m)],
                Off = 37.49m,
            },
            SaleCase.Free => new(usual, [First(8.33m, 24.99m), Second(12.50m, 12.50m)], new SoldShipping(4.90m))
            {
                Discounts =
                [
                    new PlatformDiscount("ALL", "percentage", 100m, 37.49m),
                    new PlatformDiscount("SHIPFREE", "shipping", 4.90m, 4.90m),
                ],
                Off = 42.39m,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(sale), sale, "Unknown sale."),
        };

    private static SoldLine First(decimal price, decimal? off = null, params decimal[] taxes) =>
        new(3, price, off, taxes);

    private static SoldLine Second(decimal price, decimal? off = null, params decimal[] taxes) =>
        new(1, price, off, taxes) { Variant = 1 };
}
