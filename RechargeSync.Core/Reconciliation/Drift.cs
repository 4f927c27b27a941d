using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Compares an order as Recharge shows it with what we know of it. Pure.</summary>
internal static class Drift
{
    /// <summary>
    /// What is different, and what mends it; null where nothing is, where work on the order is under way, and where it
    /// is not to be placed: by its date, or by an operator's decision.
    /// </summary>
    /// <param name="store">The store's name.</param>
    /// <param name="order">As Recharge shows it.</param>
    /// <param name="known">Our row; null where we have none.</param>
    public static DriftVerdict? Judge(string store, RechargeOrder order, KnownOrder? known)
    {
        if (known is null)
        {
            // With an id and unknown to us it is somebody else's work, most likely from before our time.
            return order.Standing.IsToBeShipped() && order.ExternalOrderId is null
                ? Missing(DriftDetail.Unknown)
                : null;
        }

        if (!known.IsAtRest)
        {
            return null;
        }

        if (!order.Standing.IsToBeShipped())
        {
            return JudgeTakenBack(order, known);
        }

        return LinkOf(order, known) is { } id
            ? JudgeLinked(store, order, id, known)
            : JudgeUnlinked(store, order, known);
    }

    /// <summary>Whether a change is so fresh that its webhook may still be on its way.</summary>
    public static bool IsFresh(RechargeOrder order, DateTimeOffset now, TimeSpan grace) =>
        order.UpdatedAt is { IsInstant: true, Value: var updated } && (now - updated).Duration() < grace;

    // Cancelled or given back after it was placed, and nobody has told us.
    private static DriftVerdict? JudgeTakenBack(RechargeOrder order, KnownOrder known) =>
        order.Standing.IsTakenBack() && known.PlatformOrderId is not null && order.Standing != known.Standing
            ? new(DriftKind.Different, DriftDetail.TakenBack, DriftRemedy.Reingest)
            : null;

    private static DriftVerdict? JudgeLinked(string store, RechargeOrder order, string id, KnownOrder known)
    {
        if (known.PlatformOrderId is null)
        {
            return new(
                DriftKind.Different,
                DriftDetail.LinkedElsewhere,
                known.State == WorkState.Dead ? DriftRemedy.None : DriftRemedy.Reingest
            );
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
            { PlatformOrderId: null } => JudgeUnplaced(store, order, known),

            // An id that came with a payload was never ours to write.
            { OrderWritten: true, Adopted: true } => new(
                DriftKind.Different,
                DriftDetail.AdoptedIdGone,
                DriftRemedy.None
            ),
            { OrderWritten: true } => new(DriftKind.Different, DriftDetail.WriteBackLost, DriftRemedy.WriteAgain),

            // What failed for good is an operator's to decide, unless Recharge has something newer for it.
            { State: WorkState.Dead } => Changed(store, order, known),
            _ => null,
        };

    // Paid at Recharge, and not on the platform, whatever the row says. What is whole by now goes through the state
    // machine once more; what is not waits for a person, and is reported until then.
    private static DriftVerdict? JudgeUnplaced(string store, RechargeOrder order, KnownOrder known) =>
        known.State switch
        {
            WorkState.Ignored when known.Reason is not (OrderReason.CancelledBefore or OrderReason.RefundedBefore) =>
                null,
            WorkState.Dead => new(
                DriftKind.Missing,
                $"{DriftDetail.DeadLetter}: {known.Reason}",
                order.HasLines && Changed(store, order, known) is not null ? DriftRemedy.Reingest : DriftRemedy.None
            ),
            _ => Missing(DriftDetail.SuccessNotSeen),
        };

    // What was redacted is kept on the platform as it was: of it only the money is compared.
    private static DriftVerdict? Changed(string store, RechargeOrder order, KnownOrder known) =>
        IsOlder(order, known) ? null
        : order.IsRedacted && known.PlatformOrderId is not null
            ? order.Standing == known.Standing ? null
                : new(DriftKind.Different, DriftDetail.TakenBack, DriftRemedy.Reingest)
        : !PlatformOrderMapper.Map(store, order).Hash.AsSpan().SequenceEqual(known.DesiredHash)
            ? new(DriftKind.Different, DriftDetail.Changed, DriftRemedy.Reingest)
        : null;

    // Of the same second is not older: Recharge was asked after our last event had been worked off. Nor is anything
    // older while the order is not placed.
    private static bool IsOlder(RechargeOrder order, KnownOrder known) =>
        known.PlatformOrderId is not null
        && order.UpdatedAt is { } updated
        && known.SourceUpdatedAt is { } source
        && updated.IsBefore(new SourceTime(source, known.SourceUpdatedAtIsInstant, known.SourceUpdatedSlack));

    private static string? LinkOf(RechargeOrder order, KnownOrder known) =>
        order.ExternalOrderId is { } id && id != known.RefusedLink ? id : null;

    private static DriftVerdict Missing(string detail) => new(DriftKind.Missing, detail, DriftRemedy.Reingest);
}
