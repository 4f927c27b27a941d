using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>Judges where an order stands. Pure.</summary>
internal static class OrderStandings
{
    /// <summary>
    /// What is given back counts for orders of status success alone; of every other status the word decides. A charge
    /// that is refunded in part counts too, unless it pays for several orders and this one's own refunds are 0: then
    /// the money went back for another of them.
    /// </summary>
    /// <param name="status">The order's status, in any case.</param>
    /// <param name="chargeStatus">Its charge's; null where the payload does not tell.</param>
    /// <param name="refunds">What has been given back of the order; null where the payload does not tell.</param>
    /// <param name="total">The order's total.</param>
    /// <param name="ordersOfCharge">How many orders the charge pays for; null where the payload does not tell.</param>
    public static OrderStanding Of(
        string status,
        string? chargeStatus,
        decimal? refunds,
        decimal? total,
        int? ordersOfCharge
    ) =>
        status.ToLowerInvariant() switch
        {
            "success" => OfPaid(chargeStatus?.ToLowerInvariant(), refunds, total, ordersOfCharge),
            "refunded" => OrderStanding.Refunded,
            "partially_refunded" => OrderStanding.PartiallyRefunded,
            "cancelled" or "canceled" or "skipped" or "deleted" => OrderStanding.Cancelled,
            _ => OrderStanding.Open,
        };

    private static OrderStanding OfPaid(string? chargeStatus, decimal? refunds, decimal? total, int? ordersOfCharge) =>
        chargeStatus == "refunded" || (total > 0 && refunds >= total) ? OrderStanding.Refunded
        : refunds > 0 || (chargeStatus == "partially_refunded" && !(ordersOfCharge > 1 && refunds == 0))
            ? OrderStanding.PartiallyRefunded
        : OrderStanding.Paid;
}
