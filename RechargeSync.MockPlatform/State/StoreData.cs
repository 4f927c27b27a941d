using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.State;

/// <summary>One store's data at Recharge.</summary>
internal sealed class StoreData(Store store)
{
    public Store Store { get; } = store;

    public RecordTable Orders { get; } = new();

    public RecordTable Charges { get; } = new();

    public Dictionary<string, CheckoutRecord> Checkouts { get; } = new(StringComparer.Ordinal);

    /// <summary>The cart that each charge was bought from; none for seeded ones.</summary>
    public Dictionary<long, string> CartsByCharge { get; } = [];

    /// <summary>By id; few, so whoever needs those of a topic looks at all.</summary>
    public Dictionary<long, WebhookSubscription> Webhooks { get; } = [];

    public RecordTable Table(RecordKind kind) => kind == RecordKind.Order ? Orders : Charges;

    /// <summary>Prepaid as the order says, else as its charge implies by paying for more than one order.</summary>
    public bool IsPrepaid(RechargeRecord order) =>
        order.Facts.IsPrepaid
        ?? (order.Facts.ChargeId is { } chargeId && Charges.Find(chargeId) is { Facts.OrdersCount: > 1 });
}
