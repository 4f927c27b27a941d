namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One webhook subscription.</summary>
/// <param name="Id">Recharge's id; null where it is missing.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Address">Where its events are delivered.</param>
/// <param name="State">
/// <c>ok</c>, <c>missing</c>, <c>surplus</c> (a copy, which delivers each event once more) or <c>foreign</c> (not ours,
/// left alone).
/// </param>
public sealed record Subscription(long? Id, string Topic, string Address, string State);
