namespace RechargeSync.Core.Recharge;

/// <summary>A discount of an order: 2021-01 gives its amount, 2021-11 its value.</summary>
internal sealed record RechargeDiscount(string? Code, decimal? Amount);
