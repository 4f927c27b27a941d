using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Orders;

/// <summary>Rows of orders as callers see them.</summary>
internal sealed class OrderViews(StoreRegistry stores, TimeProvider clock)
{
    public IReadOnlyList<OrderSummary> Summaries(IEnumerable<OrderRow> rows) => [.. rows.Select(Summary)];

    public OrderSummary Summary(OrderRow row)
    {
        var isSettled = row.Work.State is WorkState.Done or WorkState.Ignored;
        var until = isSettled ? row.Work.FinishedAt ?? row.Work.UpdatedAt : clock.GetUtcNow();
        return new OrderSummary
        {
            Store = row.Store,
            OrderId = row.OrderId,
            Reference = PlatformOrderMapper.Reference(row.Store, row.OrderId),
            State = ApiNames.Of(row.Work.State, row.Work.Attempts),
            Reason = row.Work.Reason,
            RechargeStatus = row.Status,
            Standing = ApiNames.Of(row.Standing),
            Remarks = RemarkText.Read(row.Remarks).Count,
            Kind = ApiNames.Kind(row.IsPrepaid),
            ChargeId = row.ChargeId,
            PlatformOrderId = row.PlatformOrderId,
            PlatformOrderNumber = row.PlatformOrderNumber,
            NextStep = Next(row).Step,
            Attempts = row.Work.Attempts,
            RetryAt = row.Work.State == WorkState.Active ? row.Work.RetryAt : null,
            CreatedAt = row.Work.CreatedAt,
            UpdatedAt = row.Work.UpdatedAt,
            FinishedAt = row.Work.FinishedAt,
            AgeMs = (long)(until - row.Work.CreatedAt).TotalMilliseconds,
            TraceId = TraceLinks.Id(row.Work.TraceParent),
        };
    }

    /// <summary>The planner's next step and why.</summary>
    public NextStep Next(OrderRow row) => StepReason.Explain(row, WriteBackOf(row.Store), clock.GetUtcNow());

    /// <summary>The steps that may be redone now.</summary>
    public IReadOnlyList<WorkStep> Redoable(OrderRow row) =>
        StepReason.Redoable(row, WriteBackOf(row.Store), clock.GetUtcNow());

    private ChargeWriteBack WriteBackOf(string store) =>
        stores.TryGet(store, out var known) ? known.Options.ChargeWriteBack : ChargeWriteBack.Every;
}
