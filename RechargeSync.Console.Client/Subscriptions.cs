namespace RechargeSync.Console.Client;

/// <summary>
/// A store's webhook subscriptions as Recharge lists them now: an item of <c>GET /admin/v1/subscriptions</c>.
/// </summary>
/// <param name="Store">The store's name.</param>
/// <param name="Address">
/// Where they have to point to; null where <c>Reconciliation:WebhookBaseUrl</c> is not set.
/// </param>
/// <param name="Complete">True where none is missing; null where that cannot be told.</param>
/// <param name="Health">What the Worker's subscription monitor last said.</param>
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

/// <summary>One webhook subscription.</summary>
/// <param name="Id">Recharge's id; null where it is missing.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Address">Where its events are delivered.</param>
/// <param name="State">
/// <c>ok</c>, <c>missing</c>, <c>surplus</c> (a copy, which delivers each event once more) or <c>foreign</c> (not ours,
/// left alone).
/// </param>
public sealed record Subscription(long? Id, string Topic, string Address, string State);

/// <summary>What the Worker's monitor of a store's webhook subscriptions last said.</summary>
/// <param name="State">
/// <c>ok</c>, <c>failing</c>, <c>pending</c> (not checked yet) or <c>unmonitored</c>.
/// </param>
/// <param name="CompleteAt">When all subscriptions were last there.</param>
/// <param name="NextCheckAt">When the next check is due.</param>
/// <param name="Attempts">Failed checks in a row.</param>
/// <param name="Error">Why the last one failed.</param>
public sealed record SubscriptionHealth(
    string State,
    DateTimeOffset? CompleteAt,
    DateTimeOffset? NextCheckAt,
    int Attempts,
    string? Error
);

/// <summary>A repair that was asked for; the Worker creates what is missing.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Message">What happens now, in plain words.</param>
public sealed record RepairResult(string Store, string Message);
