using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.Platforms.Vendure;

/// <summary>Registers Vendure shops.</summary>
public static class VendureServices
{
    /// <summary>Registers <c>vendure</c>; its options are in <c>Stores:{store}:Platform:Vendure</c>.</summary>
    public static IServiceCollection AddVendurePlatform(this IServiceCollection services) =>
        services.AddOrderPlatform<VendurePlatform, VendureOptions>(VendurePlatform.Kind);
}
