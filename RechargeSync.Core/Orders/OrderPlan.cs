using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>Decides the next step from the row alone. Pure.</summary>
internal static class OrderPlan
{
    /// <summary>The next step of an order; <see cref="WorkStep.None"/> where it waits, is done or is dead.</summary>
    public static WorkStep Next(OrderRow row, ChargeWriteBack chargeWriteBack)
    {
        if (row.Work.HasEnded())
        {
            return WorkStep.None;
        }

        // What was intended is finished even if the order has changed since: it may exist already. Without a payload
        // none was sent: the intent came with the lease, and the delivery then could not be read.
        var isPushInDoubt = row is { PlatformOrderId: null, Work.Intent: WorkStep.Push, PayloadInboxId: not null };
        if (row.Question is not null && !isPushInDoubt && !IsWriteInDoubt(row, chargeWriteBack))
        {
            return WorkStep.ReadOrder;
        }

        if (row.PlatformOrderId is null)
        {
            return isPushInDoubt ? WorkStep.Push
                : row.LinkedId is not null ? WorkStep.CheckLink
                : row.StandingNow().IsToBeShipped() ? WorkStep.Push
                : WorkStep.None;
        }

        return OfPlaced(row, chargeWriteBack);
    }

    /// <summary>
    /// A new order's ids are written to Recharge before they are committed here: its reference finds it again on the
    /// platform, and whoever finds it compares before the same ids are written once more.
    /// </summary>
    public static bool GoesThrough(WorkStep reached, WorkStep next) =>
        reached == WorkStep.Push && next == WorkStep.WriteOrderIds;

    /// <summary>Whether the ids may have been written by an attempt that did not live to say so.</summary>
    public static bool IsInDoubt(OrderRow row) => row is { PlatformOrderId: not null, OrderWrittenAt: null };

    /// <summary>Where an order without a next step stands.</summary>
    public static Settlement Settle(OrderRow row) =>
        row.PlatformOrderId is not null ? new(WorkState.Done)
        : row.Standing == OrderStanding.Cancelled ? new(WorkState.Ignored, Reason: OrderReason.CancelledBefore)
        : row.Standing == OrderStanding.Refunded ? new(WorkState.Ignored, Reason: OrderReason.RefundedBefore)
        : new(WorkState.Waiting);

    // Forgotten over a question, the same id would be written twice, and nobody would know that the platform has
    // cancelled.
    private static bool IsWriteInDoubt(OrderRow row, ChargeWriteBack chargeWriteBack) =>
        row is { PlatformOrderId: not null, Work.Intent: WorkStep.WriteChargeId or WorkStep.CancelOnPlatform }
        && OfPlaced(row, chargeWriteBack) == row.Work.Intent;

    private static WorkStep OfPlaced(OrderRow row, ChargeWriteBack chargeWriteBack) =>
        TakeBack(row) is not WorkStep.None and var step ? step : WriteBack(row, chargeWriteBack);

    // First of all, since what is taken back may be on its way to the parcel service.
    private static WorkStep TakeBack(OrderRow row) =>
        row.Standing switch
        {
            OrderStanding.Cancelled when row.PlatformStanding != OrderStanding.Cancelled => WorkStep.CancelOnPlatform,
            OrderStanding.PartiallyRefunded
            or OrderStanding.Refunded
                when row.PlatformStanding != OrderStanding.Cancelled
                    && (row.PlatformStanding != row.Standing || row.PlatformRefunded != row.Refunded) =>
                WorkStep.RefundOnPlatform,
            _ => WorkStep.None,
        };

    private static WorkStep WriteBack(OrderRow row, ChargeWriteBack chargeWriteBack)
    {
        // Recharge no longer knows it.
        if (row.Status == "deleted")
        {
            return WorkStep.None;
        }

        if (row.OrderWrittenAt is null)
        {
            return WorkStep.WriteOrderIds;
        }

        // A charge is shared: a write in doubt is settled before anything else, or an older order's id could end up on
        // it later.
        var charge = row.Adopted || chargeWriteBack == ChargeWriteBack.Off ? WorkStep.None : ChargeStep(row);
        if (row.Work.Intent == WorkStep.WriteChargeId && charge == WorkStep.WriteChargeId)
        {
            return charge;
        }

        if (IsToBeKeptUp(row) && !row.DesiredHash.AsSpan().SequenceEqual(row.PushedHash))
        {
            return WorkStep.UpdatePlatform;
        }

        // Last, since a charge that Recharge will not let us write must hold up nothing else.
        return charge;
    }

    private static bool IsToBeKeptUp(OrderRow row) =>
        row.StandingNow().IsToBeShipped() || row.Standing == OrderStanding.Refunded;

    private static WorkStep ChargeStep(OrderRow row) =>
        row switch
        {
            { ChargeId: null }
            or { ChargeWrittenAt: not null }
            or { ChargeWarning: not null }
            or { IsPrepaid: false } => WorkStep.None,
            { IsPrepaid: null } => WorkStep.ReadCharge,
            _ => WorkStep.WriteChargeId,
        };
}
