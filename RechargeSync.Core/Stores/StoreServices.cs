using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Stores;

/// <summary>Registers the configured stores.</summary>
internal static class StoreServices
{
    /// <summary>Binds and checks section <c>Stores</c>.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="calls">True where Recharge and the platform are called, which needs a token and addresses.</param>
    public static IHostApplicationBuilder AddStores(this IHostApplicationBuilder builder, bool calls)
    {
        builder.Services.AddOptions<StoresOptions>().BindConfiguration(StoresOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StoresOptions>>(new StoreOptionsValidation(calls));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<StoreRegistry>();
        return builder;
    }
}
