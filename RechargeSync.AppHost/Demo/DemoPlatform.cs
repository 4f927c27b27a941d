using RechargeSync.AppHost.Shops;

namespace RechargeSync.AppHost.Demo;

/// <summary>The platform of the demo, as its own API shows it.</summary>
/// <param name="shop">A real one; null where the sandbox is the platform, whose audit tells of both sides.</param>
internal sealed class DemoPlatform(IShopApi? shop)
{
    /// <summary>Where the demo's shopper moves.</summary>
    public const string NewStreet = "12 New Street";

    /// <summary>The cart of the next purchase; null where the sandbox makes one.</summary>
    public async Task<string?> MakeCartAsync(CancellationToken cancellationToken) =>
        shop is null ? null : await shop.MakeCartAsync(cancellationToken);

    /// <summary>The audit with what the platform has in place of what the sandbox's own platform has.</summary>
    public async Task<Audit> SeeAsync(
        Audit audit,
        IReadOnlyList<DemoOrder> orders,
        CancellationToken cancellationToken
    )
    {
        if (shop is null)
        {
            return audit;
        }

        var placed = new List<Audit.PlatformOrder>();
        var carts = new List<Audit.Cart>();
        foreach (var order in orders)
        {
            if (await shop.FindAsync(order.Reference, cancellationToken) is { } found)
            {
                var updates = found.Street == NewStreet ? 1 : 0;
                placed.Add(new(found.Id, found.Number, order.Reference, updates, found.Status));
            }

            if (order.CartId is { } cart)
            {
                var left = await shop.CountItemsAsync(cart, cancellationToken);
                carts.Add(new(cart, left, ClearCalls: left == 0 ? 1 : 0));
            }
        }

        return audit with { PlatformOrders = placed, Carts = carts };
    }
}
