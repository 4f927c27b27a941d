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
    private const string ExportTimeout = "OTEL_EXPORTER_OTLP_TIMEOUT";

    // Milliseconds. The last export of each signal waits for it, one after the other, after the host has stopped: with
    // OpenTelemetry's own 10 s, a collector that hangs holds the process for 15 s.
    private const string DefaultExportTimeout = "1000";

    // Set by whoever calls an address that opens something: what a span shows in its place.
    private static readonly HttpRequestOptionsKey<string> ShownUrl = new("rechargesync.shown_url");

    private static readonly string[] Sources = ["RechargeSync", "RechargeSync.Mock", "Npgsql"];
    private static readonly string[] Meters = ["RechargeSync", "Npgsql"];

    public static void AddTelemetry(this IHostApplicationBuilder builder, string[] watched)
    {
        // The exporter's default endpoint would fail quietly for ever on a machine without a collector.
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            builder.Services.AddHostedService<TraceRelay>();
            return;
        }

        builder.Configuration[ExportTimeout] ??= DefaultExportTimeout;
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder
            .Services.AddOpenTelemetry()
            .WithTracing(tracing =>
                tracing
                    .AddSource(Sources)
                    .AddAspNetCoreInstrumentation(server =>
                    {
                        server.Filter = context =>
                            !HealthEndpoints.IsProbe(context.Request.Path)
                            && !watched.Contains(context.Request.Path.Value, StringComparer.Ordinal);

                        // A page is one request; the parts that it is rendered of say nothing more.
                        server.EnableRazorComponentsSupport = false;
                        server.EnableAspNetCoreSignalRSupport = false;
                    })
                    .AddHttpClientInstrumentation(client =>
                        client.EnrichWithHttpRequestMessage = (span, request) =>
                        {
                            if (request.Options.TryGetValue(ShownUrl, out var shown))
                            {
                                span.SetTag("url.full", shown);
                            }
                        }
                    )
                    .AddProcessor(new UnrecordedParents())
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(Meters)
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
            )
            .UseOtlpExporter();
    }
}
