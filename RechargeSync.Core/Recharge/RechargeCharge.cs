namespace RechargeSync.Core.Recharge;

/// <summary>What we use of a charge.</summary>
/// <param name="Id">The charge's id.</param>
/// <param name="ExternalOrderId">The platform id that stands on it.</param>
/// <param name="OrdersCount">How many orders it pays for; above 1 for prepaid.</param>
internal sealed record RechargeCharge(long Id, string? ExternalOrderId, int? OrdersCount);
