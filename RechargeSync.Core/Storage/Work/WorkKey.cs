using System.Globalization;

namespace RechargeSync.Core.Work;

/// <summary>Names one order or one checkout of a store.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="ResourceKey"><c>order/{id}</c> or <c>checkout/{token}</c>.</param>
internal readonly record struct WorkKey(string Store, string ResourceKey)
{
    private const string OrderPrefix = "order/";
    private const string CheckoutPrefix = "checkout/";

    public bool IsOrder => ResourceKey.StartsWith(OrderPrefix, StringComparison.Ordinal);

    public bool IsCheckout => ResourceKey.StartsWith(CheckoutPrefix, StringComparison.Ordinal);

    public long OrderId =>
        long.Parse(ResourceKey.AsSpan(OrderPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    public string Token => ResourceKey[CheckoutPrefix.Length..];

    public static WorkKey Order(string store, long orderId) =>
        new(store, string.Create(CultureInfo.InvariantCulture, $"{OrderPrefix}{orderId}"));

    public static WorkKey Checkout(string store, string token) => new(store, CheckoutPrefix + token);
}
