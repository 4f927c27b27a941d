using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Compares an order as Recharge shows it with what we know of it. Pure.</summary>
internal static class Drift
{
    /// <summary>
    /// What is different, and what mends it; null where nothing is, or where work on the order is under way.
    /// </summary>
    /// <param name="store">The store's name.</param>
    /// <param name="order">As Recharge shows it.</param>
    /// <param name="known">Our row; null where we have none.</param>
    public static DriftVerdict? Judge(string store, RechargeOrder order, KnownOrder? known)
    {
        if (!order.IsSuccess)
        {
            return null;
        }

        if (known is null)
        {
            // With an id and unknown to us it is somebody else's work, most likely from before our time.
            return order.ExternalOrderId is null ? Missing(DriftDetail.Unknown) : null;
        }

        if (!known.IsAtRest)
        {
            return null;
        }

        return order.ExternalOrderId is { } id
            ? JudgeLinked(store, order, id, known)
            : JudgeUnlinked(store, order, known);
    }

    /// <summary>Whether a change is so fresh that its webhook may still be on its way.</summary>
    public static bool IsFresh(RechargeOrder order, DateTimeOffset now, TimeSpan grace) =>
        order.UpdatedAt is { IsInstant: true, Value: var updated } && (now - updated).Duration() < grace;

    private static DriftVerdict? JudgeLinked(string store, RechargeOrder order, string id, KnownOrder known)
    {
        if (known.PlatformOrderId is null)
        {
            return new(DriftKind.Different, DriftDetail.LinkedElsewhere, DriftRemedy.Reingest);
        }

        return known.PlatformOrderId != id
            ? new(
                DriftKind.Extra,
                $"{DriftDetail.OtherExternalId}: {id} instead of {known.PlatformOrderId}",
                DriftRemedy.None
            )
            : Changed(store, order, known);
    }

    private static DriftVerdict? JudgeUnlinked(string store, RechargeOrder order, KnownOrder known) =>
        known switch
        {
            // What failed for good is an operator's to decide, unless Recharge has something newer for it.
            { State: WorkState.Dead } => Changed(store, order, known),

            // An id that came with a payload was never ours to write.
            { OrderWritten: true, Adopted: true } => new(
                DriftKind.Different,
                DriftDetail.AdoptedIdGone,
                DriftRemedy.None
            ),
            { OrderWritten: true } => new(DriftKind.Different, DriftDetail.WriteBackLost, DriftRemedy.WriteAgain),
            { PlatformOrderId: null } => Missing(DriftDetail.SuccessNotSeen),
            _ => null,
        };

    private static DriftVerdict? Changed(string store, RechargeOrder order, KnownOrder known) =>
        !IsOlder(order, known) && !PlatformOrderMapper.Map(store, order).Hash.AsSpan().SequenceEqual(known.DesiredHash)
            ? new(DriftKind.Different, DriftDetail.Changed, DriftRemedy.Reingest)
            : null;

    // Of the same second is not older: Recharge was asked after our last event had been worked off.
    private static bool IsOlder(RechargeOrder order, KnownOrder known) =>
        order.UpdatedAt is { } updated
        && known.SourceUpdatedAt is { } source
        && updated.IsBefore(new SourceTime(source, known.SourceUpdatedAtIsInstant));

    private static DriftVerdict Missing(string detail) => new(DriftKind.Missing, detail, DriftRemedy.Reingest);
}
