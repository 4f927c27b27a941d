using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Orders;

/// <summary>Decides the next step from the row alone. Pure.</summary>
internal static class SyncPlan
{
    /// <summary>The next step of an order; <see cref="SyncAction.None"/> where it waits, is done or is dead.</summary>
    public static SyncAction Next(OrderRow row, ChargeWriteBack chargeWriteBack)
    {
        if (row.State is WorkState.Dead or WorkState.Ignored)
        {
            return SyncAction.None;
        }

        if (row.PlatformOrderId is null)
        {
            // What was begun is finished even if the status has changed since: the order may exist already. Without a
            // payload none was sent: the intent came with the lease, and the delivery then could not be read.
            return IsSuccess(row) || row is { Begun: SyncAction.Push, PayloadInboxId: not null }
                ? SyncAction.Push
                : SyncAction.None;
        }

        if (row.OrderWrittenAt is null)
        {
            return SyncAction.WriteOrderIds;
        }

        // A charge is shared: a write in doubt is settled before anything else, or an older order's id could end up on
        // it later.
        var charge = row.Adopted || chargeWriteBack == ChargeWriteBack.Off ? SyncAction.None : ChargeStep(row);
        if (row.Begun == SyncAction.WriteChargeId && charge == SyncAction.WriteChargeId)
        {
            return charge;
        }

        if (IsSuccess(row) && !row.DesiredHash.AsSpan().SequenceEqual(row.PushedHash))
        {
            return SyncAction.UpdatePlatform;
        }

        // Last, since a charge that Recharge will not let us write must hold up nothing else.
        return charge;
    }

    /// <summary>The next step of a cart.</summary>
    public static SyncAction Next(CartRow row) =>
        row.State is WorkState.Active && row.CartId is not null && row.ClearedAt is null
            ? SyncAction.ClearCart
            : SyncAction.None;

    /// <summary>Where an order without a next step stands.</summary>
    public static WorkState Rest(OrderRow row) =>
        row.State switch
        {
            WorkState.Dead or WorkState.Ignored => row.State,
            _ => row.PlatformOrderId is null ? WorkState.Waiting : WorkState.Done,
        };

    /// <summary>Where a cart without a next step stands.</summary>
    public static WorkState Rest(CartRow row) =>
        row.State switch
        {
            WorkState.Dead or WorkState.Ignored => row.State,
            _ => row.ClearedAt is null ? WorkState.Waiting : WorkState.Done,
        };

    private static SyncAction ChargeStep(OrderRow row) =>
        row switch
        {
            { ChargeId: null }
            or { ChargeWrittenAt: not null }
            or { ChargeWarning: not null }
            or { IsPrepaid: false } => SyncAction.None,
            { IsPrepaid: null } => SyncAction.ReadCharge,
            _ => SyncAction.WriteChargeId,
        };

    private static bool IsSuccess(OrderRow row) =>
        string.Equals(row.Status, "success", StringComparison.OrdinalIgnoreCase);
}
