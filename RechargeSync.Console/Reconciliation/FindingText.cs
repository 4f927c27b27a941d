using RechargeSync.Core.Reconciliation;

namespace RechargeSync.Console.Reconciliation;

/// <summary>A finding in plain words.</summary>
internal static class FindingText
{
    public static string Of(string detail) =>
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
}
