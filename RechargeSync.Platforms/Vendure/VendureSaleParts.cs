namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// The parts of an order's total while they are brought to what was paid. Recharge knows discounts and often taxes of
/// the whole order only; Vendure has them by line.
/// </summary>
internal sealed class VendureSaleParts
{
    private readonly int _precision;
    private readonly List<Part> _lines;
    private long _shipping;
    private long _shippingTax;

    private VendureSaleParts(PlatformOrder order, int precision)
    {
        _precision = precision;
        _lines =
        [
            .. (order.Lines.Value ?? [])
                .Select((line, i) => (line, i))
                .Where(pair => pair.line.Quantity > 0)
                .Select(pair => PartOf(pair.line, pair.i + 1, order.IncludesTax.Value ?? false)),
        ];
    }

    /// <summary>What the parts come to.</summary>
    public long Sum =>
        _lines.Sum(line => line.IncludesTax ? line.Base : line.Base + line.Tax) + _shipping + _shippingTax;

    /// <summary>The parts as the order names them.</summary>
    public static VendureSaleParts Of(PlatformOrder order, int precision)
    {
        var parts = new VendureSaleParts(order, precision);
        parts.AddShipping(order);
        parts.TakeOffDiscounts(order);
        parts.AddTax(order);
        parts.SettleShipping(order.IncludesTax.Value == true || parts._lines.Exists(line => line.IncludesTax));
        return parts;
    }

    /// <summary>
    /// Has the parts come to what was paid. What is missing is put to the shipping, what is too much comes off the
    /// goods, then off the shipping: a customer who has paid gets an order of just that total.
    /// </summary>
    public void BringTo(long total)
    {
        var missing = total - Sum;
        if (missing > 0)
        {
            _shipping += missing;
            return;
        }

        // The tax of goods that cost nothing any more is a part of the shipping.
        var tooMuch = TakeOffGoods(-missing);
        MoveTaxOfNothing();
        tooMuch = TakeOffShipping(tooMuch);
        MoveTaxOfNothing();
        TakeOffShipping(tooMuch);
    }

    public VendureSale Sale(string currency, long total) =>
        new()
        {
            Currency = currency,
            Lines =
            [
                .. _lines.Select(part => new VendureSaleLine(part.Line, part.Position)
                {
                    UnitPrice = part.UnitPrice,
                    IncludesTax = part.IncludesTax,
                    Discount = part.Discount,
                    Tax = part.Tax,
                }),
            ],
            Shipping = _shipping,
            ShippingTax = _shippingTax,
            Total = total,
        };

    // A price finer than the unit is rounded up, and what that adds comes off as a discount. What is below zero counts
    // as nothing: the total, to which all is brought, holds it.
    private Part PartOf(PlatformLine line, int position, bool includesTax)
    {
        var price = Math.Max(0, line.UnitPrice ?? (line.Total is { } whole ? whole / line.Quantity : 0));
        var unit = VendureMoney.Ceiling(price, _precision);
        return new Part(line, position, unit, line.UnitPriceIncludesTax ?? includesTax)
        {
            Discount = unit * line.Quantity - VendureMoney.Nearest(price * line.Quantity, _precision),
            Tax = Units(line.Tax),
        };
    }

    private void AddShipping(PlatformOrder order)
    {
        var lines = order.ShippingLines.Value ?? [];
        _shipping =
            Units(lines.Count > 0 ? lines.Sum(line => line.Price ?? 0) : order.Totals.Shipping.Value)
            + Units(order.Totals.Duties.Value);
        _shippingTax = Units(lines.Sum(line => line.TaxLines.Sum(tax => tax.Price ?? 0)));
    }

    private void TakeOffDiscounts(PlatformOrder order)
    {
        var own = _lines.Select(part => Math.Min(Units(part.Line.Discount), part.Base)).ToList();
        var all = order.Totals.Discounts.Value is { } total ? Units(total) : own.Sum();

        // What lines say of themselves counts as far as the order's discounts allow.
        var named = own.Sum() <= all ? own : [.. VendureMoney.Divide(all, own)];
        for (var i = 0; i < _lines.Count; i++)
        {
            _lines[i].Discount += named[i];
        }

        var rest = all - named.Sum();
        var ofShipping = (order.Discounts.Value ?? [])
            .Where(discount => discount.Kind == "shipping")
            .Sum(discount => discount.Amount ?? 0);
        var offShipping = Math.Min(Math.Min(Units(ofShipping), rest), _shipping);
        _shipping -= offShipping;
        TakeOffShipping(TakeOffGoods(rest - offShipping));
    }

    private void AddTax(PlatformOrder order)
    {
        var lines = order.TaxLines.Value ?? [];
        var total = order.Totals.Tax.Value ?? (lines.Count > 0 ? lines.Sum(line => line.Price ?? 0) : null);
        if (total is null)
        {
            return;
        }

        var rest = Units(total) - _shippingTax - _lines.Sum(part => part.Tax);
        if (rest >= 0)
        {
            AddToTaxes(rest);
            return;
        }

        var less = VendureMoney.Divide(-rest, [.. _lines.Select(part => part.Tax)]);
        for (var i = 0; i < _lines.Count; i++)
        {
            _lines[i].Tax -= less[i];
        }

        _shippingTax = Math.Max(0, _shippingTax + rest + less.Sum());
    }

    // By what is paid for each line; no share is limited by that, so weights are scaled up where the tax is higher.
    private void AddToTaxes(long tax)
    {
        var goods = _lines.Sum(part => part.Base);
        if (goods <= 0)
        {
            _shippingTax += tax;
            return;
        }

        var times = tax / goods + 1;
        var shares = VendureMoney.Divide(tax, [.. _lines.Select(part => part.Base * times)]);
        for (var i = 0; i < _lines.Count; i++)
        {
            _lines[i].Tax += shares[i];
        }
    }

    // Vendure is told the price without tax.
    private void SettleShipping(bool includesTax)
    {
        if (includesTax)
        {
            _shippingTax = Math.Min(_shippingTax, _shipping);
            _shipping -= _shippingTax;
        }

        MoveTaxOfNothing();
    }

    // A rate of nothing is no tax, so a tax without a price becomes one.
    private void MoveTaxOfNothing()
    {
        foreach (var part in _lines.Where(part => part.Base == 0))
        {
            _shipping += part.IncludesTax ? 0 : part.Tax;
            part.Tax = 0;
        }

        // Tax that is said to be included cannot be more than the price.
        foreach (var part in _lines.Where(part => part.IncludesTax && part.Tax >= part.Base))
        {
            part.Tax = 0;
        }

        if (_shipping == 0)
        {
            (_shipping, _shippingTax) = (_shippingTax, 0);
        }
    }

    // What is above the price of all goods stays.
    private long TakeOffGoods(long amount)
    {
        var shares = VendureMoney.Divide(amount, [.. _lines.Select(part => part.Base)]);
        for (var i = 0; i < _lines.Count; i++)
        {
            _lines[i].Discount += shares[i];
        }

        return amount - shares.Sum();
    }

    private long TakeOffShipping(long amount)
    {
        var taken = Math.Min(amount, _shipping);
        _shipping -= taken;
        return amount - taken;
    }

    private long Units(decimal? amount) => VendureMoney.Nearest(Math.Max(0, amount ?? 0), _precision);

    private sealed class Part(PlatformLine line, int position, long unitPrice, bool includesTax)
    {
        public PlatformLine Line => line;

        public int Position => position;

        public long UnitPrice => unitPrice;

        public bool IncludesTax => includesTax;

        public long Discount { get; set; }

        public long Tax { get; set; }

        public long Base => unitPrice * line.Quantity - Discount;
    }
}
