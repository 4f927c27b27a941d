using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Orders;

/// <summary>A delivery whose body is an order.</summary>
internal static class OrderDelivery
{
    /// <summary>The order in the body, which applying and pushing both need: parsed once.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="zone">The store's zone for times without offset; the same at every call.</param>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static RechargeOrder Order(this PendingDelivery delivery, TimeZoneInfo? zone) =>
        delivery.Read(zone, RechargePayload.ReadOrder);
}
