namespace RechargeSync.AppHost.Demo;

/// <summary>Answer to <c>POST /control/checkouts</c>.</summary>
internal sealed record Checkout(string CartId, long ChargeId, IReadOnlyList<long> OrderIds);
