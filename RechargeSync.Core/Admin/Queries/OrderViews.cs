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
            Words.Of(row.Work.State, row.Work.Attempts),
            row.Work.Reason,
            row.Status,
            Words.Kind(row.IsPrepaid),
            row.ChargeId,
            row.PlatformOrderId,
            row.PlatformOrderNumber,
            Next(row).Step,
            row.Work.Attempts,
            row.Work.State == WorkState.Active ? row.Work.RetryAt : null,
            row.Work.CreatedAt,
            row.Work.UpdatedAt,
            row.Work.FinishedAt,
            (long)
                (
                    (
                        row.Work.State is WorkState.Done or WorkState.Ignored
                            ? row.Work.FinishedAt ?? row.Work.UpdatedAt
                            : clock.GetUtcNow()
                    ) - row.Work.CreatedAt
                ).TotalMilliseconds,
            TraceLinks.Id(row.Work.TraceParent)
        );

    /// <summary>The planner's next step and why.</summary>
    public NextStep Next(OrderRow row) => StepReason.Explain(row, WriteBackOf(row.Store), clock.GetUtcNow());

    /// <summary>The steps that may be redone now.</summary>
    public IReadOnlyList<WorkStep> Redoable(OrderRow row) =>
        StepReason.Redoable(row, WriteBackOf(row.Store), clock.GetUtcNow());

    private ChargeWriteBack WriteBackOf(string store) =>
        stores.TryGet(store, out var known) ? known.Options.ChargeWriteBack : ChargeWriteBack.Every;
}
