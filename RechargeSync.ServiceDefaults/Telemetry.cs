using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Logs, metrics and traces by OpenTelemetry. Service name, endpoint, protocol, sampler and delays come from the standard
/// variables (<c>OTEL_*</c>); without <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> nothing is exported.
/// </summary>
internal static class Telemetry
{
    // ASP.NET Core 10 leaves method and path off its spans unless told so, because OpenTelemetry's instrumentation package
    // used to add them. We listen to the built-in source instead, so it has to write them. The rest: ServerSpans.
    private const string SuppressServerTags = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    private static readonly string[] Sources =
        ["RechargeSync", "RechargeSync.Mock", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    private static readonly string[] Meters =
    [
        "RechargeSync", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql",
    ];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (!AppContext.TryGetSwitch(SuppressServerTags, out _))
        {
            AppContext.SetSwitch(SuppressServerTags, isEnabled: false);
        }

        builder.Services.AddSingleton<IStartupFilter, ServerSpans>();
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(Sources).AddProcessor(new HealthRequestFilter()))
            .WithMetrics(metrics => metrics.AddMeter(Meters));

        // The exporter's default endpoint would fail quietly for ever on a machine without a collector.
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }
}
