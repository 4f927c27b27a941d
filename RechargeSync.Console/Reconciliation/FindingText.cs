using RechargeSync.Core.Reconciliation;

namespace RechargeSync.Console.Reconciliation;

/// <summary>A finding in plain words.</summary>
internal static class FindingText
{
    /// <summary>Whether a run takes the order in by itself, as far as the word tells.</summary>
    public static bool IsMendable(string detail) =>
        detail.Split(':')[0]
            is DriftDetail.Unknown
                or DriftDetail.SuccessNotSeen
                or DriftDetail.Changed
                or DriftDetail.LinkedElsewhere
                or DriftDetail.WriteBackLost
                or DriftDetail.TakenBack;

    /// <summary>What it means, and what a run does about it, or a person has to.</summary>
    /// <param name="detail">The finding's word.</param>
    /// <param name="isDryRun">True where nothing was done, only told.</param>
    public static string Of(string detail, bool isDryRun) => isDryRun ? OfDryRun(detail) : OfRun(detail);

    private static string OfDryRun(string detail) =>
        detail.Split(':')[0] switch
        {
            DriftDetail.Unknown => "We have never heard of this paid order; a run brings it in, and it is placed.",
            DriftDetail.SuccessNotSeen =>
                "We know the order, but not that it was paid; a run brings that in, and it is placed.",
            DriftDetail.NotUnderstood =>
                "The order breaks the contract; a run puts it into the inbox as quarantined, for a person to look at.",
            DriftDetail.Changed =>
                "The order was changed at Recharge, and we have not heard of it; a run brings the change in.",
            DriftDetail.LinkedElsewhere =>
                "Recharge shows an external id, and we placed no order; a run has it looked up and adopted.",
            DriftDetail.WriteBackLost =>
                "We wrote the ids, and Recharge no longer shows them; a run writes them again.",
            DriftDetail.TakenBack =>
                "The order was cancelled at Recharge, or money was given back, and we have not heard of it; a run "
                    + "brings that in, and the platform is told.",
            _ => OfRun(detail),
        };

    private static string OfRun(string detail) =>
        detail.Split(':')[0] switch
        {
            DriftDetail.Unknown => "We had never heard of this paid order; it was brought in.",
            DriftDetail.SuccessNotSeen => "We knew the order, but not that it was paid; that was brought in.",
            DriftDetail.NotUnderstood =>
                "The order breaks the contract; it is in the inbox as quarantined. Look at the delivery.",
            DriftDetail.Changed =>
                "The order was changed at Recharge, and we had not heard of it; the change was brought in.",
            DriftDetail.LinkedElsewhere => "Recharge shows an external id, and we placed no order; the id is adopted.",
            DriftDetail.WriteBackLost => "We wrote the ids, and Recharge no longer shows them; they are written again.",
            DriftDetail.TakenBack =>
                "The order was cancelled at Recharge, or money was given back, and we had not heard of it; that was "
                    + "brought in, and the platform is told.",
            DriftDetail.DeadLetter =>
                $"The order is paid at Recharge, and was given up here ({Reason(detail)}): it is not placed. Look at "
                    + "the order; what Recharge has newer for it was brought in.",
            DriftDetail.AdoptedIdGone =>
                "Recharge no longer shows the id that it once sent. Find out who took it away, "
                    + "and correct it at Recharge.",
            DriftDetail.OtherExternalId =>
                "Recharge links the order to another one than we placed. Decide which of the two is right, "
                    + "cancel the other, and correct the id at Recharge.",
            DriftDetail.NotFound =>
                "Recharge does not know the order that we placed. Look whether it was deleted there, "
                    + "and cancel ours if so.",
            _ => "Look at the order.",
        };

    private static string Reason(string detail) =>
        detail.Split(':', 2) is [_, var reason] && reason.Trim() is { Length: > 0 } known ? known : "no reason";
}
