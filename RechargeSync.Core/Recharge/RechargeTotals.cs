namespace RechargeSync.Core.Recharge;

/// <summary>An order's totals in the order's currency.</summary>
internal sealed record RechargeTotals(decimal? Subtotal, decimal? Discounts, decimal? Tax, decimal? Total);
