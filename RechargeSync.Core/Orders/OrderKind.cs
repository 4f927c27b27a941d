using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>Orders: how they are folded, planned and stepped.</summary>
internal sealed class OrderKind(StoreRegistry stores, PlatformSteps platform, WriteBackSteps writeBack)
    : IWorkKind<OrderRow>
{
    public string SpanName => "sync order";

    public Folded<OrderRow> Fold(OrderRow row, PendingDelivery delivery, DateTimeOffset now) =>
        OrderFold.Apply(row, delivery, DeliveredOrder.Of(delivery, stores.Get(row.Store)), now);

    public SyncAction Next(OrderRow row) => SyncPlan.Next(row, stores.Get(row.Store).Options.ChargeWriteBack);

    public OrderRow Begin(OrderRow row, SyncAction action) =>
        action switch
        {
            // If the outcome stays unknown and the order is found later, this is what it was created from.
            SyncAction.Push when row.Begun != action => row with { PushedHash = row.DesiredHash },

            // Tries with different contents, or an update without an answer: what the platform has is not known until a
            // try has succeeded, and a return to the former content would otherwise look as if there were nothing to
            // do.
            SyncAction.Push when !row.DesiredHash.AsSpan().SequenceEqual(row.PushedHash) => row with
            {
                PushedHash = null,
            },
            SyncAction.UpdatePlatform => row with { PushedHash = null },
            _ => row,
        };

    public WorkState Rest(OrderRow row) => SyncPlan.Rest(row);

    public Task<StepResult<OrderRow>> RunAsync(
        OrderRow row,
        PendingDelivery? payload,
        SyncAction action,
        bool look,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var store = stores.Get(row.Store);

        // What reconciliation found is worked on with the calls that live orders leave.
        var priority = payload?.Topic == RechargeTopic.OrderReconciled.Name ? CallPriority.Backfill : CallPriority.Live;
        return action switch
        {
            SyncAction.Push => platform.PushAsync(store, row, payload, look, now, cancellationToken),
            SyncAction.UpdatePlatform => platform.UpdateAsync(store, row, payload, cancellationToken),
            SyncAction.WriteOrderIds => writeBack.WriteOrderIdsAsync(
                store,
                row,
                look,
                priority,
                now,
                cancellationToken
            ),
            SyncAction.WriteChargeId => writeBack.WriteChargeIdAsync(
                store,
                row,
                look,
                priority,
                now,
                cancellationToken
            ),
            SyncAction.ReadCharge => writeBack.ReadChargeAsync(store, row, priority, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An order has no such step."),
        };
    }
}
