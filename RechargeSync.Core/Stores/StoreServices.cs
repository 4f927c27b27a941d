using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Stores;

/// <summary>Registers the configured stores.</summary>
internal static class StoreServices
{
    /// <summary>Binds and checks section <c>Stores</c>.</summary>
    public static IHostApplicationBuilder AddStores(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StoresOptions>().BindConfiguration(StoresOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StoresOptions>, StoreOptionsValidation>();
        builder.Services.AddSingleton<IValidateOptions<StoresOptions>>(new PublishedSecrets(builder.Environment));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<StoreRegistry>();
        return builder;
    }
}
