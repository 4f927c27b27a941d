using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Startup;

/// <summary>Registers the start-up checks.</summary>
internal static class StartupServices
{
    /// <summary>Redis must not drop the stream, and the clocks must agree.</summary>
    public static IHostApplicationBuilder AddStartupChecks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStartupCheck, EvictionCheck>();
        builder.Services.AddSingleton<IStartupCheck, ClockCheck>();
        builder.Services.AddHostedService<StartupChecks>();
        return builder;
    }
}
