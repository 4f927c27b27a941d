using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Work;

/// <summary>Names one order or one checkout of one store.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Resource">The order or checkout.</param>
internal readonly record struct WorkKey(string Store, ResourceKey Resource)
{
    public long OrderId => Resource.OrderId;

    public string Token => Resource.Token;

    public static WorkKey Order(string store, long orderId) => new(store, ResourceKey.Order(orderId));

    public static WorkKey Checkout(string store, string token) => new(store, ResourceKey.Checkout(token));
}
