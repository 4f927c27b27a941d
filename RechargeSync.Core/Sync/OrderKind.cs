using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Sync;

/// <summary>Orders: how they are folded, planned and stepped.</summary>
internal sealed class OrderKind(StoreRegistry stores, PlatformSteps platform, WriteBackSteps writeBack) : IWorkKind<OrderRow>
{
    public string SpanName => "sync order";

    public Folded<OrderRow> Fold(OrderRow row, PendingDelivery delivery, DateTimeOffset now) =>
        OrderFold.Apply(row, delivery, RechargePayload.ReadOrder(delivery.Body, stores.Get(row.Store).TimeZone), now);

    public SyncAction Next(OrderRow row) => SyncPlan.Next(row, stores.Get(row.Store).Options.ChargeWriteBack);

    // If the outcome stays unknown and the order is found later, this is what it was created from.
    public OrderRow Begin(OrderRow row, SyncAction action) => action == SyncAction.Push ? row with { PushedHash = row.DesiredHash } : row;

    public WorkState Rest(OrderRow row) => SyncPlan.Rest(row);

    public Task<StepResult<OrderRow>> RunAsync(
        OrderRow row, PendingDelivery? payload, SyncAction action, bool look, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var store = stores.Get(row.Store);
        return action switch
        {
            SyncAction.Push => platform.PushAsync(store, row, payload, look, now, cancellationToken),
            SyncAction.UpdatePlatform => platform.UpdateAsync(store, row, payload, cancellationToken),
            SyncAction.WriteOrderIds => writeBack.WriteOrderIdsAsync(store, row, look, now, cancellationToken),
            SyncAction.WriteChargeId => writeBack.WriteChargeIdAsync(store, row, look, now, cancellationToken),
            SyncAction.ReadCharge => writeBack.ReadChargeAsync(store, row, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An order has no such step."),
        };
    }
}
