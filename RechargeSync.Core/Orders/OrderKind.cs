using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>Orders: how deliveries are applied, what is planned, and how it is done.</summary>
internal sealed class OrderKind(
    StoreRegistry stores,
    PlatformSteps platform,
    LinkSteps links,
    WriteBackSteps writeBack,
    RechargeReadStep reading,
    LateWriteTable late,
    OrderMetrics metrics
) : IWorkKind<OrderRow>
{
    public string Name => "order";

    public string SpanName => "sync order";

    public bool Testifies => true;

    public StoreSide? SideOf(WorkStep step) =>
        step switch
        {
            WorkStep.Push
            or WorkStep.CheckLink
            or WorkStep.CancelOnPlatform
            or WorkStep.RefundOnPlatform
            or WorkStep.UpdatePlatform => StoreSide.Platform,
            _ => StoreSide.Recharge,
        };

    public Applied<OrderRow> Apply(OrderRow row, PendingDelivery delivery, DateTimeOffset now)
    {
        try
        {
            var store = stores.Get(row.Store);
            var delivered = DeliveredOrder.Of(delivery, store);
            var applied = OrderChanges.Apply(row, delivery, delivered, store.Options.ApplyRedactions, now);
            if (applied is { IsNews: true, KeepsPayload: false })
            {
                metrics.Remarked(row.Store, delivered.Order.Remarks);
            }

            return applied.IsNews ? applied with { Row = applied.Row with { IsBackfill = false } } : applied;
        }
        catch (PayloadException exception)
        {
            return OrderChanges.NotUnderstood(row, delivery, exception.Message);
        }
    }

    public WorkStep Next(OrderRow row, DateTimeOffset now) =>
        OrderPlan.Next(row, stores.Get(row.Store).Options.ChargeWriteBack);

    public OrderRow Begin(OrderRow row, WorkStep step) =>
        step switch
        {
            // If the outcome stays unknown and the order is found later, this is what it was created from.
            // Where somebody else may have created it, nobody knows from what.
            WorkStep.Push when row.Work.Intent != step => row with
            {
                PushedHash = row.Work.UnknownSince is null ? row.DesiredHash : null,
            },

            // Attempts with different contents, or an update without an answer: what the platform has is not known
            // until one has succeeded, and a return to the former content would otherwise look as if there were nothing
            // to do.
            WorkStep.Push when !row.DesiredHash.AsSpan().SequenceEqual(row.PushedHash) => row with
            {
                PushedHash = null,
            },
            WorkStep.UpdatePlatform => row with { PushedHash = null, UpdateVersion = row.UpdateVersion + 1 },
            _ => row,
        };

    public bool GoesThrough(WorkStep reached, WorkStep next) => OrderPlan.GoesThrough(reached, next);

    public bool IsInDoubt(OrderRow row) => OrderPlan.IsInDoubt(row);

    public Settlement Settle(OrderRow row) => OrderPlan.Settle(row);

    public Task<StepResult<OrderRow>> RunAsync(
        OrderRow row,
        PendingDelivery? payload,
        WorkStep step,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var (store, now) = (stores.Get(row.Store), lease.Now);

        // What reconciliation found, or a bulk job gave back, is worked on with the calls that live orders leave.
        var priority =
            row.IsBackfill || payload?.Topic == RechargeTopic.OrderReconciled.Name
                ? CallPriority.Backfill
                : CallPriority.Live;
        return step switch
        {
            WorkStep.Push => platform.PushAsync(store, row, payload, verifyFirst, lease, cancellationToken),
            WorkStep.CheckLink => links.CheckAsync(store, row, NumberIn(payload, store), now, cancellationToken),
            WorkStep.CancelOnPlatform => platform.CancelAsync(store, row, payload, cancellationToken),
            WorkStep.RefundOnPlatform => platform.RefundAsync(store, row, payload, cancellationToken),
            WorkStep.UpdatePlatform => platform.UpdateAsync(store, row, payload, cancellationToken),
            WorkStep.ReadOrder => reading.RunAsync(store, row, priority, now, cancellationToken),
            WorkStep.WriteOrderIds => writeBack.WriteOrderIdsAsync(
                store,
                row,
                verifyFirst,
                priority,
                now,
                cancellationToken
            ),
            // It follows the order's ids at once: later, an attempt whose answer was lost may lie behind a
            // cancellation.
            WorkStep.WriteChargeId => writeBack.WriteChargeIdAsync(
                store,
                row,
                verifyFirst || lease.BeganAfter(row.OrderWrittenAt),
                priority,
                now,
                cancellationToken
            ),
            WorkStep.ReadCharge => writeBack.ReadChargeAsync(store, row, priority, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "An order has no such step."),
        };
    }

    public Task OvertakenAsync(OrderRow row, WorkStep step, CancellationToken cancellationToken) =>
        step is WorkStep.UpdatePlatform or WorkStep.RefundOnPlatform
            ? late.NoteAsync(row.Store, row.OrderId, step, cancellationToken)
            : Task.CompletedTask;

    private static string? NumberIn(PendingDelivery? payload, Store store) =>
        payload is null ? null : DeliveredOrder.Of(payload, store).Order.ExternalOrderNumber;
}
