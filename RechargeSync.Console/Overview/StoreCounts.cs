namespace RechargeSync.Core.Admin.Overviews;

/// <summary>What waits in one store, now.</summary>
internal sealed record StoreCounts(
    string Store,
    long Active,
    long Retrying,
    DateTimeOffset? OldestOrder,
    long Dead,
    long CartsActive,
    long CartsDead,
    long DeliveriesDead,
    DateTimeOffset? OldestDelivery
);
