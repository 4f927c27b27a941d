using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Orders;

/// <summary>What an order's standing means for the platform.</summary>
internal static class StandingRules
{
    /// <summary>
    /// Where a row's order stands. A row of status success that a version before this column has written is paid.
    /// </summary>
    public static OrderStanding StandingNow(this OrderRow row) =>
        row.Standing == OrderStanding.Open && RechargeOrder.IsSuccessStatus(row.Status)
            ? OrderStanding.Paid
            : row.Standing;

    /// <summary>Whether the order is to be on the platform.</summary>
    public static bool IsToBeShipped(this OrderStanding standing) =>
        standing is OrderStanding.Paid or OrderStanding.PartiallyRefunded;

    /// <summary>Whether the order, or money of it, was taken back.</summary>
    public static bool IsTakenBack(this OrderStanding standing) =>
        standing is OrderStanding.PartiallyRefunded or OrderStanding.Refunded or OrderStanding.Cancelled;
}
