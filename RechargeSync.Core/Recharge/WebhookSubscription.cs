namespace RechargeSync.Core.Recharge;

/// <summary>A webhook subscription of the token.</summary>
/// <param name="Id">Recharge's id of it.</param>
/// <param name="Topic">For instance <c>order/created</c>.</param>
/// <param name="Address">Where its events are delivered.</param>
internal sealed record WebhookSubscription(long Id, string Topic, string Address);
