using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>A line as Vendure is to price it. Amounts are in Vendure's unit.</summary>
/// <param name="Line">What was sold.</param>
/// <param name="Position">Its place in the order, from 1.</param>
internal sealed record VendureSaleLine(PlatformLine Line, int Position)
{
    /// <summary>Of one unit, before the discount.</summary>
    public required long UnitPrice { get; init; }

    /// <summary>Whether <see cref="UnitPrice"/> and <see cref="Discount"/> include tax.</summary>
    public required bool IncludesTax { get; init; }

    /// <summary>Of the whole line.</summary>
    public required long Discount { get; init; }

    /// <summary>Of the whole line, after the discount.</summary>
    public required long Tax { get; init; }

    /// <summary>What is to be paid for it without a tax that comes on top.</summary>
    public long Base => UnitPrice * Line.Quantity - Discount;

    /// <summary>The rate in percent at which Vendure comes to just this tax.</summary>
    public double TaxRate => VendureSale.Rate(Tax, IncludesTax ? Base - Tax : Base);
}

/// <summary>
/// What an order was sold for, in Vendure's terms: prices, one discount and one tax rate for each line, and one price
/// of shipping. Its parts always come to the total that was paid. Amounts are in Vendure's unit. Pure.
/// </summary>
internal sealed record VendureSale
{
    /// <summary>ISO 4217, upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>Those of a quantity above 0.</summary>
    public required IReadOnlyList<VendureSaleLine> Lines { get; init; }

    /// <summary>All shipping lines, duties, and whatever else was paid; before tax.</summary>
    public required long Shipping { get; init; }

    /// <summary>Of the shipping.</summary>
    public required long ShippingTax { get; init; }

    /// <summary>What was paid.</summary>
    public required long Total { get; init; }

    /// <summary>The rate in percent at which Vendure comes to just the shipping's tax.</summary>
    public double ShippingTaxRate => Rate(ShippingTax, Shipping);

    /// <summary>What Vendure comes to by these parts.</summary>
    public long Sum => Lines.Sum(line => line.IncludesTax ? line.Base : line.Base + line.Tax) + Shipping + ShippingTax;

    /// <summary>The rate in percent at which a tax is due on an amount.</summary>
    public static double Rate(long tax, long amount) => amount <= 0 ? 0 : (double)(100m * tax / amount);

    /// <summary>Works out what an order was sold for.</summary>
    /// <param name="order">The order, its lines mentioned.</param>
    /// <param name="precision">The shop's.</param>
    /// <returns>The sale, or why Vendure cannot hold it.</returns>
    public static (VendureSale? Sale, CallFailure? Refusal) Of(PlatformOrder order, int precision)
    {
        if (order.Currency.Value?.ToUpperInvariant() is not { Length: 3 } currency)
        {
            return Refused("currency_unknown", "the order names no currency");
        }

        if (VendureMoney.Decimals(currency) is var decimals && decimals > precision)
        {
            return Refused(
                PlatformReason.CurrencyPrecision,
                $"{currency} has {decimals} decimals, and the shop's money strategy keeps {precision}"
            );
        }

        var amounts = Amounts(order).Where(amount => !VendureMoney.Fits(amount, precision)).ToList();
        if (amounts.Count > 0)
        {
            return Refused(PlatformReason.CurrencyPrecision, $"{amounts[0]} {currency} is more than the shop can hold");
        }

        var parts = VendureSaleParts.Of(order, precision);
        var total = order.Totals.Total.Value is not { } paid ? parts.Sum : VendureMoney.Exact(paid, precision);
        if (total is not { } due)
        {
            return Refused(
                PlatformReason.CurrencyPrecision,
                $"the total of {order.Totals.Total.Value} {currency} has more than {precision} decimals"
            );
        }

        parts.BringTo(due);
        var sale = parts.Sale(currency, due);
        return sale.Sum == due && sale.Shipping >= 0
            ? (sale, null)
            : Refused(
                PlatformReason.TotalDiffers,
                $"no prices come to a total of {order.Totals.Total.Value} {currency}"
            );
    }

    private static IEnumerable<decimal> Amounts(PlatformOrder order) =>
        (order.Lines.Value ?? [])
            .Select(line => Math.Abs(line.UnitPrice ?? 0) * Math.Max(line.Quantity, 1))
            .Concat((order.ShippingLines.Value ?? []).Select(line => line.Price ?? 0))
            .Append(order.Totals.Total.Value ?? 0)
            .Append(order.Totals.Tax.Value ?? 0)
            .Append(order.Totals.Discounts.Value ?? 0)
            .Append(order.Totals.Duties.Value ?? 0);

    private static (VendureSale?, CallFailure?) Refused(string reason, string detail) =>
        (null, VendureRefusal.Of(reason, detail));
}
