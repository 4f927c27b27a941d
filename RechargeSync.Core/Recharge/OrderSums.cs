using System.Globalization;

namespace RechargeSync.Core.Recharge;

/// <summary>What an order's parts say of each other. Pure.</summary>
internal static class OrderSums
{
    /// <summary>Where the payload does not say whether prices include tax, its total does.</summary>
    /// <returns>Null where the total is explained neither with the tax nor without it.</returns>
    public static bool? IncludesTax(RechargeOrder order)
    {
        if (order.Lines.Count > 0 && order.Lines.All(line => line.UnitPriceIncludesTax is not null))
        {
            return order.Lines.Any(line => line.UnitPriceIncludesTax == true);
        }

        if (Tax(order) is not { } tax || Parts(order) is not { } parts || order.Totals.Total is not { } total)
        {
            return null;
        }

        return IsRounding(parts + tax - total, order) ? false
            : IsRounding(parts - total, order) ? true
            : null;
    }

    /// <summary>By how much the parts miss the total, in words; null where they explain it.</summary>
    public static string? Unexplained(RechargeOrder order, bool? includesTax)
    {
        if (Parts(order) is not { } parts || order.Totals.Total is not { } total)
        {
            return null;
        }

        var difference = parts + (includesTax == true ? 0 : Tax(order) ?? 0) - total;
        var amount = Math.Abs(difference).ToString("0.00", CultureInfo.InvariantCulture);
        var direction = difference > 0 ? "more" : "less";
        return IsRounding(difference, order)
            ? null
            : $"lines, shipping, tax, duties and discounts come to {amount} {direction} than the total";
    }

    /// <summary>What each discount came to, as far as the total of all tells.</summary>
    public static IReadOnlyList<RechargeDiscount> Discounts(RechargeOrder order)
    {
        if (order.Discounts.Count == 0)
        {
            return order.Discounts;
        }

        var total = order.Totals.Discounts;
        if (order.Discounts is [var one])
        {
            return [one with { Amount = AmountOfOne(one, total, order.Totals.Shipping) }];
        }

        var goods = Goods(order);
        RechargeDiscount[] discounts =
        [
            .. order.Discounts.Select(discount => discount with { Amount = AmountOf(discount, goods, order) }),
        ];
        var areAllKnown = discounts.All(discount => discount.Amount is not null);
        var isTotal = areAllKnown && IsRounding(discounts.Sum(discount => discount.Amount ?? 0) - (total ?? 0), order);

        // What was worked out counts only where it explains the total.
        return isTotal
            ? discounts
            :
            [
                .. discounts.Select(discount =>
                    discount.Kind == DiscountKind.Amount ? discount : discount with { Amount = null }
                ),
            ];
    }

    // All that was taken off was taken off by it, but for an amount that is given without a total.
    private static decimal? AmountOfOne(RechargeDiscount discount, decimal? total, decimal? shipping) =>
        discount.Kind == DiscountKind.Amount && !(total > 0 && total < discount.Value) ? discount.Value
        : total > 0 ? total
        : discount.Kind == DiscountKind.Shipping ? OffShipping(discount.Value, shipping)
        : null;

    private static decimal? AmountOf(RechargeDiscount discount, decimal? goods, RechargeOrder order) =>
        discount.Kind switch
        {
            DiscountKind.Amount => discount.Value,
            DiscountKind.Percentage when discount.Value is >= 0 and <= 100 => Rounded(goods * discount.Value / 100),
            DiscountKind.Shipping => OffShipping(discount.Value, order.Totals.Shipping),
            _ => null,
        };

    // Recharge does not say whether the value is money or percent; where both come to the whole shipping, no matter.
    private static decimal? OffShipping(decimal? value, decimal? shipping) =>
        value >= 100 && shipping <= value ? shipping : null;

    private static decimal? Goods(RechargeOrder order) =>
        order.Lines.All(line => line.UnitPrice is not null)
            ? order.Lines.Sum(line => line.UnitPrice!.Value * line.Quantity)
            : null;

    // All but the tax.
    private static decimal? Parts(RechargeOrder order) =>
        order.HasLines && Goods(order) is { } goods
            ? goods + (order.Totals.Shipping ?? 0) + (order.Totals.Duties ?? 0) - (order.Totals.Discounts ?? 0)
            : null;

    private static decimal? Tax(RechargeOrder order) =>
        order.Totals.Tax ?? (order.TaxLines.Count > 0 ? order.TaxLines.Sum(line => line.Price ?? 0) : null);

    // Each line may be off by a cent.
    private static bool IsRounding(decimal difference, RechargeOrder order) =>
        Math.Abs(difference) <= 0.01m * (1 + order.Lines.Count + order.ShippingLines.Count);

    private static decimal? Rounded(decimal? amount) =>
        amount is { } value ? Math.Round(value, 2, MidpointRounding.AwayFromZero) : null;
}
