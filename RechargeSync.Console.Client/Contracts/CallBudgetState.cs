namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Recharge's leaky bucket of a store's token.</summary>
/// <param name="Used">Calls in the bucket.</param>
/// <param name="Size">Calls that it holds.</param>
/// <param name="LeakPerSecond">Calls that leave it each second.</param>
/// <param name="PausedUntil">Until when the token rests after a 429; null where it does not.</param>
public sealed record CallBudgetState(double Used, int Size, double LeakPerSecond, DateTimeOffset? PausedUntil);
