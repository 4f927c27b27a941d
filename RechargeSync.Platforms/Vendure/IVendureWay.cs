using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// How orders come into a shop: what differs between <see cref="VendureMode.Plugin"/> and
/// <see cref="VendureMode.Calls"/>.
/// </summary>
internal interface IVendureWay
{
    /// <summary>Creates or finishes an order.</summary>
    Task<PlatformAnswer> CreateAsync(
        PlatformOrder order,
        VendureSale sale,
        VendureShop shop,
        CancellationToken cancellationToken
    );

    /// <summary>Brings an order up to date whose lines and prices are as told.</summary>
    /// <param name="order">What it is to be.</param>
    /// <param name="version">The update's.</param>
    /// <param name="standing">What it is.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<PlatformAnswer> UpdateAsync(
        PlatformOrder order,
        long version,
        VendureStanding standing,
        CancellationToken cancellationToken
    );

    /// <summary>Empties a cart.</summary>
    /// <param name="cart">Its id or its code.</param>
    /// <param name="isId">Whether it is an id.</param>
    /// <param name="currency">The cart's; null where it is not known.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<CallFailure?> ClearCartAsync(string cart, bool isId, string? currency, CancellationToken cancellationToken);
}
