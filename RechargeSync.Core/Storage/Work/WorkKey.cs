using System.Globalization;

namespace RechargeSync.Core.Storage;

/// <summary>Names one order or one checkout of a store.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="ResourceKey"><c>order/{id}</c> or <c>checkout/{token}</c>.</param>
internal readonly record struct WorkKey(string Store, string ResourceKey)
{
    public const string OrderKind = "order";
    public const string CheckoutKind = "checkout";

    public long OrderId =>
        long.Parse(ResourceKey.AsSpan(OrderKind.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    public string Token => ResourceKey[(CheckoutKind.Length + 1)..];

    /// <summary>True where it names a resource of this kind.</summary>
    public bool IsOf(string kind) =>
        ResourceKey.Length > kind.Length
        && ResourceKey[kind.Length] == '/'
        && ResourceKey.StartsWith(kind, StringComparison.Ordinal);

    public static WorkKey Order(string store, long orderId) =>
        new(store, string.Create(CultureInfo.InvariantCulture, $"{OrderKind}/{orderId}"));

    public static WorkKey Checkout(string store, string token) => new(store, $"{CheckoutKind}/{token}");
}
