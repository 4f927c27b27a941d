using RealShop = RechargeSync.AppHost.Shops.Shop;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>The system on the Medusa of <c>samples/medusa</c>.</summary>
public sealed class MedusaSystem() : PlatformSystem("medusa")
{
    private protected override async Task<IPlatformProbe> OpenAsync(RealShop shop) =>
        await MedusaProbe.OpenAsync(shop);
}
