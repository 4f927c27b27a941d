using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Native;

/// <summary>The variables that every project gets.</summary>
internal static class ProjectEnvironment
{
    private static readonly string[] s_forwarded = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS"];

    private static readonly string[] s_delays = ["OTEL_BLRP_SCHEDULE_DELAY", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_METRIC_EXPORT_INTERVAL"];

    public static void Add(Dictionary<string, object> variables, string name, IConfiguration configuration)
    {
        variables["OTEL_SERVICE_NAME"] = name;
        foreach (var key in s_forwarded)
        {
            if (configuration[key] is { Length: > 0 } value)
            {
                variables[key] = value;
            }
        }

        // As Aspire does on a developer's machine: everything is traced, and shows within a second.
        foreach (var delay in s_delays)
        {
            variables[delay] = "1000";
        }

        variables["OTEL_TRACES_SAMPLER"] = "always_on";
        variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";

        // One line for each message, so that AppHost can put the resource's name before it.
        variables["Logging__Console__FormatterName"] = "simple";
        variables["Logging__Console__FormatterOptions__SingleLine"] = "true";
    }
}
