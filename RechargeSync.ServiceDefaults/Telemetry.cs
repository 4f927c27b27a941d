using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Logs, metrics and traces by OpenTelemetry. Service name, endpoint, protocol, sampler and delays come from the
/// standard variables (<c>OTEL_*</c>). Without <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> nothing is recorded, and
/// <see cref="TraceRelay"/> takes its place.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Sources = ["RechargeSync", "RechargeSync.Mock", "Npgsql"];
    private static readonly string[] Meters = ["RechargeSync", "Npgsql"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // The exporter's default endpoint would fail quietly for ever on a machine without a collector.
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            builder.Services.AddHostedService<TraceRelay>();
            return;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .AddSource(Sources)
                .AddAspNetCoreInstrumentation(server =>
                {
                    server.Filter = static context => !HealthEndpoints.IsProbe(context.Request.Path);

                    // A page is one request; the parts that it is rendered of say nothing more.
                    server.EnableRazorComponentsSupport = false;
                    server.EnableAspNetCoreSignalRSupport = false;
                })
                .AddHttpClientInstrumentation()
                .AddProcessor(new UnrecordedParents()))
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }
}
