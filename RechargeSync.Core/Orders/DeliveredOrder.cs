using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms;

namespace RechargeSync.Core.Orders;

/// <summary>What a delivery says of its order: read once, and mapped for the platform once.</summary>
/// <param name="store">The store's name.</param>
/// <param name="order">The order as Recharge sent it.</param>
internal sealed class DeliveredOrder(string store, RechargeOrder order)
{
    public RechargeOrder Order => order;

    /// <summary>The order as the platform is to have it.</summary>
    public OutgoingOrder Outgoing => field ??= PlatformOrderMapper.Map(store, order);

    /// <summary>Reads a delivery's body.</summary>
    /// <exception cref="Resources.PayloadException">It breaks the contract.</exception>
    public static DeliveredOrder Of(PendingDelivery delivery, Store store) =>
        delivery.Read(
            store,
            static (body, store) => new DeliveredOrder(store.Name, RechargePayload.ReadOrder(body, store.TimeZone))
        );
}
