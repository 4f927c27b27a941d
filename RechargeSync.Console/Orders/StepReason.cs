using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Platforms;

namespace RechargeSync.Console.Orders;

/// <summary>
/// Says what the planner does next with an order and why, and what an operator may have it do again. Pure.
/// </summary>
internal static class StepReason
{
    /// <summary>The next step, as <see cref="OrderPlan"/> decides it, in words.</summary>
    public static NextStep Explain(OrderRow row, ChargeWriteBack chargeWriteBack, DateTimeOffset now)
    {
        var action = OrderPlan.Next(row, chargeWriteBack);
        if (action == WorkStep.None)
        {
            return new NextStep(ApiNames.Of(action), WhyNothing(row), null, VerifyFirst: false);
        }

        var when = row.Work.WaitsFor is null && row.Work.RetryAt > now ? row.Work.RetryAt : null;
        return new NextStep(
            ApiNames.Of(action),
            Why(row, action, now),
            when,
            VerifyFirst: row.Work.IsToBeVerified(action)
        );
    }

    /// <summary>Whether a worker has the order now.</summary>
    public static bool IsWorkedOn(OrderRow row, DateTimeOffset now) =>
        row.Work.LeaseOwner is not null && row.Work.DueAt > now;

    /// <summary>Whether the order may be tried at once: it waits for a time, or for somebody.</summary>
    public static bool MayRetry(OrderRow row, DateTimeOffset now) =>
        row.Work.State == WorkState.Dead || (row.Work.State == WorkState.Active && !IsWorkedOn(row, now));

    /// <summary>Whether the order may be placed by hand: the platform does not have it, whatever its state.</summary>
    public static bool MayPlace(OrderRow row, DateTimeOffset now) =>
        row.PlatformOrderId is null && !IsWorkedOn(row, now);

    /// <summary>Whether what is stored of its person may be erased: nothing needs it any more.</summary>
    public static bool MayErase(OrderRow row) =>
        row.Work is { State: WorkState.Waiting or WorkState.Done or WorkState.Ignored, DueAt: null, LeaseOwner: null };

    /// <summary>Whether the order may be ignored.</summary>
    public static bool MayIgnore(OrderRow row, DateTimeOffset now) =>
        row.Work.State is WorkState.Dead or WorkState.Waiting or WorkState.Active && !IsWorkedOn(row, now);

    /// <summary>
    /// The steps that may be redone. While the outcome of another step is unknown there is none: that has to be settled
    /// first. An order that somebody else has placed is never placed by us.
    /// </summary>
    public static IReadOnlyList<WorkStep> Redoable(OrderRow row, ChargeWriteBack chargeWriteBack, DateTimeOffset now)
    {
        if (IsWorkedOn(row, now) || row.Adopted || row.PlatformOrderId is null || row.PayloadInboxId is null)
        {
            return [];
        }

        var steps = new List<WorkStep> { WorkStep.Push };
        if (row.Standing.IsToBeShipped())
        {
            steps.Add(WorkStep.UpdatePlatform);
        }

        steps.Add(WorkStep.WriteOrderIds);
        if (row is { ChargeId: not null, IsPrepaid: true } && chargeWriteBack != ChargeWriteBack.Off)
        {
            steps.Add(WorkStep.WriteChargeId);
        }

        return [.. steps.Where(step => row.Work.Intent is WorkStep.None || row.Work.Intent == step)];
    }

    private static string WhyNothing(OrderRow row) =>
        row.Work.State switch
        {
            WorkState.Dead => WhyDead(row),
            WorkState.Ignored => WhyIgnored(row),
            _ when row.PlatformStanding == OrderStanding.Cancelled =>
                "The order was cancelled, and the platform knows it.",
            _ when row.PlatformOrderId is null =>
                $"Recharge's status is '{row.Status}', and only 'success' acts: it waits for its next event.",
            _ when row.PlatformStanding == OrderStanding.Refunded =>
                "The order's money was given back, and the platform knows it.",
            _ when row.ChargeWarning is { } warning =>
                $"Everything is done, but the charge was left without our id ({warning}).",
            _ => "Everything is done: the platform has the order, and Recharge has its ids.",
        };

    private static string WhyDead(OrderRow row)
    {
        var reason = row.Work.Reason ?? "unknown";
        var act = row switch
        {
            { Question: not null, PlatformOrderId: null } =>
                "a replay asks Recharge for the order, and goes on with what it answers; or place it, or ignore it.",
            { Question: not null } =>
                "a replay asks Recharge for the order, and goes on with what it answers; or ignore it.",
            { PlatformOrderId: null } => "replay it, place it, or ignore it.",
            _ => "replay it, redo a step, or ignore it.",
        };
        return $"It was given up ({reason}): {act} A change at Recharge also gives it another chance.";
    }

    private static string WhyIgnored(OrderRow row) =>
        row.Work.Reason switch
        {
            OrderReason.BeforeGoLive =>
                "It was ordered before the store's line in time (before_go_live), when another integration placed "
                    + "orders: it is never placed by itself. Place it where it is yours to ship.",
            OrderReason.CancelledBefore =>
                "It was cancelled before it was placed (cancelled_before_placing): there is nothing to ship. "
                    + "Only a change at Recharge brings it back.",
            OrderReason.RefundedBefore =>
                "All of its money was given back before it was placed (refunded_before_placing): there is nothing to "
                    + "ship. Only a change at Recharge brings it back.",
            var reason => $"It was ignored ({reason ?? "by an operator"}): only a change at Recharge brings it back"
                + (row.PlatformOrderId is null ? ", or an operator who places it." : "."),
        };

    private static string Why(OrderRow row, WorkStep action, DateTimeOffset now)
    {
        var why = action switch
        {
            WorkStep.Push => "The order is paid, and the platform does not have it yet.",
            WorkStep.UpdatePlatform => "The order was changed at Recharge since the platform got it.",
            WorkStep.WriteOrderIds => "The platform has the order, and Recharge does not show its ids yet.",
            WorkStep.ReadOrder => WhyAsked(row.Question),
            WorkStep.CheckLink =>
                $"Recharge links the order to {row.LinkedId}, which we have not placed: it is looked up before it counts.",
            WorkStep.CancelOnPlatform => "The order was cancelled at Recharge, and the platform does not know it yet.",
            WorkStep.RefundOnPlatform => "Money was given back, and the platform does not know it yet.",
            WorkStep.ReadCharge => "Recharge did not say whether the order is prepaid; its charge tells.",
            _ => "A prepaid order's charge gets the id as well.",
        };
        var look = row.Work.IsToBeVerified(action)
            ? " An earlier attempt may have had its effect, so it is looked up first."
            : "";
        var when =
            IsWorkedOn(row, now) ? " A worker is at it."
            : row.Work.WaitsFor is { } side
                ? $" {(side == StoreSide.Recharge ? "Recharge" : "The platform")} refuses everything, so the order "
                    + "waits; it goes on as soon as one order is taken."
            : row.Work.RetryAt > now && row.Work.Attempts == 0
                ? " It waits for what an earlier attempt may still come to."
            : row.Work.RetryAt > now && row.Work.Reason == PlatformReason.OutOfStock
                ? " The platform has not enough stock (out_of_stock): it is tried again at long intervals, for days."
            : row.Work.RetryAt > now
                ? $" After {row.Work.Attempts} failed {(row.Work.Attempts == 1 ? "attempt" : "attempts")} it waits for "
                    + "its next one."
            : " A worker takes it up at once.";
        return why + look + when;
    }

    private static string WhyAsked(string? question) =>
        question switch
        {
            OrderQuestion.Operator => "An operator wants it placed: what Recharge calls success now is placed.",
            OrderQuestion.SameTime =>
                "Two deliveries of the same time disagree (same_time): what Recharge answers counts.",
            OrderQuestion.CancelledOrNot =>
                "A delivery's topic says cancelled, and its body does not (cancelled_or_not): what Recharge answers "
                    + "counts.",
            OrderQuestion.NotUnderstood =>
                "A delivery could not be read (not_understood): Recharge is asked for the order instead.",
            OrderReason.PayloadGone =>
                "Its payload was erased (payload_gone): Recharge is asked for the order instead.",
            OrderReason.NoLines => "It is paid and names no line (no_lines): Recharge is asked for them.",
            OrderReason.Redacted =>
                "The shopper's data were taken out before it was placed (redacted): Recharge is asked for it.",
            _ => $"A delivery leaves a question open ({question}): what Recharge answers counts.",
        };
}
