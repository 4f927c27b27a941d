namespace RechargeSync.Core.Admin.Contracts;

/// <summary>
/// A store's webhook subscriptions as Recharge lists them now: an item of <c>GET /admin/v1/subscriptions</c>.
/// </summary>
/// <param name="Store">The store's name.</param>
/// <param name="Address">
/// Where they have to point to; null where <c>Reconciliation:WebhookBaseUrl</c> is not set.
/// </param>
/// <param name="Complete">True where none is missing; null where that cannot be told.</param>
/// <param name="Health">What the Worker's watch last said.</param>
/// <param name="Items">Those needed, whether there or not, and those of others.</param>
/// <param name="Error">Why Recharge's list could not be read, and what to do; null where it could.</param>
public sealed record StoreSubscriptions(
    string Store,
    string? Address,
    bool? Complete,
    SubscriptionHealth Health,
    IReadOnlyList<Subscription> Items,
    string? Error
);
