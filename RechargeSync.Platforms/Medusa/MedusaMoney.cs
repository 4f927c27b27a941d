namespace RechargeSync.Platforms.Medusa;

/// <summary>What a line or a shipping line bears of the order's discounts and taxes.</summary>
/// <param name="Net">What it comes to after its discount, with the tax where its price includes that.</param>
/// <param name="Discount">Its share of the discounts.</param>
/// <param name="IncludesTax">Whether its price includes the tax.</param>
/// <param name="Taxes">Its taxes, none of 0.</param>
internal sealed record MedusaShare(decimal Net, decimal Discount, bool IncludesTax, IReadOnlyList<MedusaTax> Taxes);

/// <summary>A tax in money.</summary>
internal sealed record MedusaTax(string Name, decimal Amount);

/// <summary>
/// An order's money, divided so that its parts come to the order's total exactly: what Recharge tells of a line is kept
/// where it explains the order's totals, and worked out from those where it does not. Pure.
/// </summary>
internal sealed class MedusaMoney
{
    private const string Tax = "Tax";

    private MedusaMoney() { }

    /// <summary>What the order has to come to.</summary>
    public required decimal Total { get; init; }

    /// <summary>By line, in the order's sequence.</summary>
    public required IReadOnlyList<MedusaShare> Lines { get; init; }

    /// <summary>By shipping line, in the order's sequence.</summary>
    public required IReadOnlyList<MedusaShare> Shipping { get; init; }

    /// <summary>All that is taken off.</summary>
    public required decimal Discount { get; init; }

    /// <summary>All tax that is added to the prices.</summary>
    public required decimal AddedTax { get; init; }

    /// <summary>Tax for which no line has room, since there is nothing of it left to be taxed.</summary>
    public required decimal UnplacedTax { get; init; }

    /// <summary>Duties.</summary>
    public required decimal Duties { get; init; }

    /// <summary>
    /// What is missing to the total because Recharge has rounded its parts, less than a cent for each of them.
    /// </summary>
    public required decimal Rounding { get; init; }

    /// <summary>Divides an order's money.</summary>
    /// <returns>The money, or why the parts do not explain the total, in words.</returns>
    public static (MedusaMoney? Money, string? Problem) Of(PlatformOrder order)
    {
        var lines = order.Lines.IsMentioned ? order.Lines.Value : [];
        var shipping = order.ShippingLines.IsMentioned ? order.ShippingLines.Value : [];
        if (lines.Any(line => line.UnitPrice is null))
        {
            return (null, "a line has no price");
        }

        var unit = MedusaCurrencies.SmallestUnit(order.Currency.Value);
        decimal[] goods = [.. lines.Select(line => line.UnitPrice!.Value * line.Quantity)];
        decimal[] shipped = [.. shipping.Select(line => line.Price ?? 0)];
        var duties = order.Totals.Duties.Value ?? 0;
        var discount = order.Totals.Discounts.Value ?? Sum(order.Discounts, one => one.Amount);
        var tax = order.Totals.Tax.Value ?? TaxOf(order, lines);
        var before = goods.Sum() + shipped.Sum() + duties - discount;
        var includes = order.IncludesTax.Value ?? (tax != 0 && order.Totals.Total.Value == before);
        bool[] inclusive = [.. lines.Select(line => line.UnitPriceIncludesTax ?? includes)];

        var (offGoods, offShipping) = Discounts(order, lines, goods, shipped, discount, unit);
        var (ofGoods, ofShipping) = Taxes(
            lines,
            shipping,
            Less(goods, offGoods),
            Less(shipped, offShipping),
            tax,
            unit
        );

        var unplaced = 0m;
        MedusaShare Share(
            decimal gross,
            decimal off,
            decimal taxed,
            bool isInclusive,
            IReadOnlyList<PlatformTaxLine> named
        )
        {
            var net = gross - off;
            var taxable = isInclusive ? net - taxed : net;
            var hasRoom = taxable > 0 || taxed == 0;
            unplaced += hasRoom || isInclusive ? 0 : taxed;
            return new(net, off, isInclusive, hasRoom ? Named(taxed, named) : []);
        }

        MedusaShare[] ofLines =
        [
            .. lines.Select((line, i) => Share(goods[i], offGoods[i], ofGoods[i], inclusive[i], line.TaxLines)),
        ];
        MedusaShare[] ofShippingLines =
        [
            .. shipping.Select((line, i) => Share(shipped[i], offShipping[i], ofShipping[i], includes, line.TaxLines)),
        ];
        var added = ofGoods.Where((_, i) => !inclusive[i]).Sum() + (includes ? 0 : ofShipping.Sum());
        var total = order.Totals.Total.Value ?? (before + added);
        var missing = total - before - added;
        return Math.Abs(missing) > unit * (1 + lines.Count + shipping.Count)
            ? (
                null,
                Words($"lines, shipping, duties and tax less discounts come to {before + added} and not to {total}")
            )
            : (
                new MedusaMoney
                {
                    Total = total,
                    Lines = ofLines,
                    Shipping = ofShippingLines,
                    Discount = discount,
                    AddedTax = added,
                    UnplacedTax = unplaced,
                    Duties = duties,
                    Rounding = missing,
                },
                null
            );
    }

    /// <summary>Divides an amount by weights, to whole units, so that the parts come to the amount.</summary>
    internal static decimal[] Divide(decimal amount, IReadOnlyList<decimal> weights, decimal unit)
    {
        var all = weights.Sum();
        if (amount == 0 || all <= 0)
        {
            return new decimal[weights.Count];
        }

        decimal[] parts = [.. weights.Select(weight => Math.Floor(amount * weight / all / unit) * unit)];
        var left = amount - parts.Sum();

        // Whoever lost most by the cut comes first.
        foreach (
            var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => (amount * weights[i] / all) - parts[i])
        )
        {
            var more = Math.Min(unit, left);
            parts[i] += weights[i] > 0 ? more : 0;
            left -= weights[i] > 0 ? more : 0;
        }

        return parts;
    }

    private static (decimal[] Goods, decimal[] Shipping) Discounts(
        PlatformOrder order,
        IReadOnlyList<PlatformLine> lines,
        decimal[] goods,
        decimal[] shipping,
        decimal discount,
        decimal unit
    )
    {
        decimal[] told = [.. lines.Select(line => line.Discount ?? 0)];
        var ofShipping = Math.Min(shipping.Sum(), Sum(order.Discounts, one => one.Kind == "shipping" ? one.Amount : 0));
        var fits = !told.Where((off, i) => off < 0 || off > goods[i]).Any();
        if (fits && told.Any(off => off > 0) && (told.Sum() == discount || told.Sum() + ofShipping == discount))
        {
            return (told, Divide(discount - told.Sum(), shipping, unit));
        }

        // What the goods cannot bear is taken off shipping.
        var offShipping = Math.Clamp(Math.Max(ofShipping, discount - goods.Sum()), 0, shipping.Sum());
        return (Divide(discount - offShipping, goods, unit), Divide(offShipping, shipping, unit));
    }

    private static (decimal[] Goods, decimal[] Shipping) Taxes(
        IReadOnlyList<PlatformLine> lines,
        IReadOnlyList<PlatformShippingLine> shipping,
        decimal[] goods,
        decimal[] shipped,
        decimal tax,
        decimal unit
    )
    {
        decimal[] ofGoods = [.. lines.Select(line => line.Tax ?? line.TaxLines.Sum(one => one.Price ?? 0))];
        decimal[] ofShipping = [.. shipping.Select(line => line.TaxLines.Sum(one => one.Price ?? 0))];
        var missing = tax - ofGoods.Sum() - ofShipping.Sum();
        if (missing == 0)
        {
            return (ofGoods, ofShipping);
        }

        if (missing > 0 && ofGoods.Any(one => one != 0) && ofShipping.All(one => one == 0) && shipped.Sum() > 0)
        {
            // The lines' taxes are told, and shipping's is what is left of all.
            return (ofGoods, Divide(missing, shipped, unit));
        }

        // Of the parts too much or too little is told: all is divided anew, as they say where they say anything.
        decimal[] weights = [.. ofGoods, .. ofShipping];
        if (weights.All(weight => weight <= 0))
        {
            weights = goods.Sum() > 0 ? [.. goods, .. new decimal[shipped.Length]] : [.. goods, .. shipped];
        }

        if (weights.Sum() <= 0)
        {
            weights = [.. Enumerable.Repeat(1m, weights.Length)];
        }

        var parts = Divide(tax, weights, unit);
        return (parts[..goods.Length], parts[goods.Length..]);
    }

    private static decimal TaxOf(PlatformOrder order, IReadOnlyList<PlatformLine> lines) =>
        order.TaxLines is { IsMentioned: true, Value.Count: > 0 }
            ? order.TaxLines.Value.Sum(line => line.Price ?? 0)
            : lines.Sum(line => line.Tax ?? 0);

    // By their names, where these come to the amount.
    private static MedusaTax[] Named(decimal amount, IReadOnlyList<PlatformTaxLine> named) =>
        amount == 0 ? []
        : named.Count > 0 && named.Sum(line => line.Price ?? 0) == amount
            ?
            [
                .. named
                    .Where(line => line.Price is > 0)
                    .Select(line => new MedusaTax(line.Title ?? Tax, line.Price!.Value)),
            ]
        : [new MedusaTax(named is [{ Title: { } title }] ? title : Tax, amount)];

    private static decimal[] Less(decimal[] amounts, decimal[] off) =>
        [.. amounts.Select((amount, i) => amount - off[i])];

    private static decimal Sum<T>(Maybe<IReadOnlyList<T>> entries, Func<T, decimal?> amount) =>
        entries.IsMentioned ? entries.Value.Sum(entry => amount(entry) ?? 0) : 0;

    private static string Words(FormattableString text) => FormattableString.Invariant(text);
}
