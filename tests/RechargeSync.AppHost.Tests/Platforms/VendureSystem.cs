using RealShop = RechargeSync.AppHost.Shops.Shop;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>The system on the Vendure of <c>samples/vendure</c>.</summary>
public sealed class VendureSystem() : PlatformSystem("vendure")
{
    private protected override async Task<IPlatformProbe> OpenAsync(RealShop shop) =>
        await VendureProbe.OpenAsync(shop);
}
