using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.Platforms.Medusa;

/// <summary>Registers the kind <c>medusa</c>.</summary>
public static class MedusaServices
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "medusa";

    /// <summary>Registers <c>medusa</c>: orders go to a Medusa, version 2.</summary>
    public static IServiceCollection AddMedusaPlatform(this IServiceCollection services) =>
        services.AddOrderPlatform<MedusaPlatform, MedusaOptions>(Kind);
}
