using Microsoft.Extensions.DependencyInjection;

namespace OpenTelemetry;

/// <summary>
/// What <c>AddOpenTelemetry()</c> returns. <c>ConfigureResource</c>, <c>WithTracing</c>, <c>WithMetrics</c>,
/// <c>WithLogging</c> and <c>UseOtlpExporter</c> come from the SDK and the exporter as extensions of the interface.
/// </summary>
public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
{
    internal OpenTelemetryBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services that the telemetry is added to.</summary>
    public IServiceCollection Services { get; }
}
