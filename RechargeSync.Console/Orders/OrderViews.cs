using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>Rows of orders as callers see them.</summary>
internal sealed class OrderViews(StoreRegistry stores, TimeProvider clock)
{
    public IReadOnlyList<OrderSummary> Summaries(IEnumerable<OrderRow> rows) => [.. rows.Select(Summary)];

    public OrderSummary Summary(OrderRow row) =>
        new(
            row.Store,
            row.OrderId,
            PlatformOrderMapper.Reference(row.Store, row.OrderId),
            Words.Of(row.State, row.Attempts),
            row.Reason,
            row.Status,
            Words.Kind(row.IsPrepaid),
            row.ChargeId,
            row.PlatformOrderId,
            row.PlatformOrderNumber,
            Next(row).Step,
            row.Attempts,
            row.State == WorkState.Active ? row.RetryAt : null,
            row.CreatedAt,
            row.UpdatedAt,
            row.FinishedAt,
            (long)
                (
                    (
                        row.State is WorkState.Done or WorkState.Ignored
                            ? row.FinishedAt ?? row.UpdatedAt
                            : clock.GetUtcNow()
                    ) - row.CreatedAt
                ).TotalMilliseconds,
            TraceLinks.Id(row.TraceParent)
        );

    /// <summary>The planner's next step and why.</summary>
    public NextStep Next(OrderRow row) => StepReason.Explain(row, WriteBackOf(row.Store), clock.GetUtcNow());

    /// <summary>The steps that may be redone now.</summary>
    public IReadOnlyList<SyncAction> Redoable(OrderRow row) =>
        StepReason.Redoable(row, WriteBackOf(row.Store), clock.GetUtcNow());

    private ChargeWriteBack WriteBackOf(string store) =>
        stores.TryGet(store, out var known) ? known.Options.ChargeWriteBack : ChargeWriteBack.Every;
}
