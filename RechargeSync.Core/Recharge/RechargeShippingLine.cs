namespace RechargeSync.Core.Recharge;

/// <summary>A shipping line of an order.</summary>
internal sealed record RechargeShippingLine(string? Code, string? Title, decimal? Price);
