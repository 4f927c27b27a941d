using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Storage;

/// <summary>Names one piece of work: an order, a checkout, a charge or a job of one store.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Resource">What is worked on.</param>
internal readonly record struct WorkKey(string Store, ResourceKey Resource)
{
    public long OrderId => Resource.OrderId;

    public long ChargeId => Resource.ChargeId;

    public string Token => Resource.Token;

    public static WorkKey Order(string store, long orderId) => new(store, ResourceKey.Order(orderId));

    public static WorkKey Charge(string store, long chargeId) => new(store, ResourceKey.Charge(chargeId));

    public static WorkKey Checkout(string store, string token) => new(store, ResourceKey.Checkout(token));
}
