using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the system has in common.</summary>
public static class ServiceDefaultsExtensions
{
    // Container Apps kills after 30 s, and the last export of telemetry comes after the host has stopped.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Adds telemetry, the health check <c>self</c> (tag <c>live</c>), service discovery and standard resilience on
    /// every HttpClient, gives what is under way 25 s at a shutdown, and refuses to start in the environment
    /// Development where other machines could reach it. Map the health endpoints with
    /// <see cref="HealthEndpoints.MapDefaultEndpoints"/>.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="watched">
    /// Paths that are asked over and over by who waits for something, such as <c>/control/audit</c>: like those of
    /// health they are in no trace.
    /// </param>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, params string[] watched)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddTelemetry(watched);
        builder.Services.AddDefaultHealthChecks();
        builder.Services.AddHttpClientDefaults();
        builder
            .Services.AddOptions<DevelopmentOptions>()
            .BindConfiguration(DevelopmentOptions.Section)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DevelopmentOptions>, DevelopmentOptionsValidation>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        return builder;
    }
}
