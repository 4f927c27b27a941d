using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RechargeSync.Core.Startup;

/// <summary>Registers what runs the start-up checks; each room registers its own.</summary>
internal static class StartupServices
{
    /// <summary>Runs every check before the service accepts or works on anything.</summary>
    public static IHostApplicationBuilder AddStartupChecks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<StartupChecks>();
        return builder;
    }
}
