namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One store at a glance. Counts of the past stand for the last 24 hours, the others for now; those end at
/// 10,000, some of them with all stores together.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Accepted">Deliveries stored.</param>
/// <param name="Synced">Orders whose ids were written back.</param>
/// <param name="Active">Orders with steps left, retrying ones included.</param>
/// <param name="Retrying">Orders that failed and wait for the next try, or are in it.</param>
/// <param name="Dead">Orders given up.</param>
/// <param name="Carts">Checkouts accepted.</param>
/// <param name="CartsActive">Carts with steps left.</param>
/// <param name="CartsDead">Carts given up.</param>
/// <param name="DeliveriesDead">Deliveries quarantined or given up.</param>
/// <param name="FreshnessMs">Age of the oldest order or delivery that is not done; 0 where there is none.</param>
/// <param name="WriteBackP50Ms">Median time from webhook to write-back; null without any.</param>
/// <param name="WriteBackP95Ms">The slowest 5 in 100; null without any.</param>
/// <param name="Budget">Recharge's call budget; null where it is not known.</param>
/// <param name="Subscriptions">The watch over webhook subscriptions.</param>
/// <param name="LastReconciliation">The newest walk; null before the first.</param>
public sealed record StoreOverview(
    string Store,
    long Accepted,
    long Synced,
    long Active,
    long Retrying,
    long Dead,
    long Carts,
    long CartsActive,
    long CartsDead,
    long DeliveriesDead,
    long FreshnessMs,
    long? WriteBackP50Ms,
    long? WriteBackP95Ms,
    CallBudgetState? Budget,
    SubscriptionHealth Subscriptions,
    ReconciliationRun? LastReconciliation
);
