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

        if (row.PlatformOrderId is null)
        {
            // What was intended is finished even if the status has changed since: the order may exist already. Without
            // a payload none was sent: the intent came with the lease, and the delivery then could not be read.
            return IsSuccess(row) || row is { Work.Intent: WorkStep.Push, PayloadInboxId: not null }
                ? WorkStep.Push
                : WorkStep.None;
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

        if (IsSuccess(row) && !row.DesiredHash.AsSpan().SequenceEqual(row.PushedHash))
        {
            return WorkStep.UpdatePlatform;
        }

        // Last, since a charge that Recharge will not let us write must hold up nothing else.
        return charge;
    }

    /// <summary>Where an order without a next step stands.</summary>
    public static WorkState Settle(OrderRow row) => row.PlatformOrderId is null ? WorkState.Waiting : WorkState.Done;

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

    private static bool IsSuccess(OrderRow row) =>
        string.Equals(row.Status, "success", StringComparison.OrdinalIgnoreCase);
}
