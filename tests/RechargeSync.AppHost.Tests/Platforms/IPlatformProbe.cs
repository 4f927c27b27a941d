using RechargeSync.AppHost.Shops;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>A real platform, read by its own API.</summary>
internal interface IPlatformProbe : IDisposable
{
    /// <summary>Carts, and orders at a glance, as the demo sees them.</summary>
    IShopApi Shop { get; }

    /// <summary>Facts of an order that the platform has no place for, with the reason.</summary>
    IReadOnlyDictionary<string, string> NotCarried { get; }

    /// <summary>Facts of a cancelled order that the platform changes by itself, with the reason.</summary>
    IReadOnlyDictionary<string, string> NotKeptOnceCancelled { get; }

    /// <summary>The facts of an order; fails where the reference has none, or more than one.</summary>
    Task<OrderFacts> ReadAsync(string reference, CancellationToken cancellationToken);

    /// <summary>All orders, carts and drafts of the platform.</summary>
    Task<IReadOnlyList<PlacedOrder>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Begins a promotion that takes a percentage off every order by itself; returns its id.</summary>
    Task<string> StartPromotionAsync(int percent, CancellationToken cancellationToken);

    /// <summary>Ends a promotion.</summary>
    Task EndPromotionAsync(string id, CancellationToken cancellationToken);

    /// <summary>What promotions take off a cart, in major units.</summary>
    Task<decimal> DiscountOfCartAsync(string cartId, CancellationToken cancellationToken);
}
