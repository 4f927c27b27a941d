namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the system has in common.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Adds telemetry, the health check <c>self</c> (tag <c>live</c>), service discovery and standard resilience on every HttpClient.
    /// Map the health endpoints with <see cref="HealthEndpoints.MapDefaultEndpoints"/>.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddTelemetry();
        builder.Services.AddDefaultHealthChecks();
        builder.Services.AddHttpClientDefaults();
        return builder;
    }
}
