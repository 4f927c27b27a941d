using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Native;

/// <summary>The variables that every project gets.</summary>
internal static class ProjectEnvironment
{
    private static readonly string[] s_forwarded = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS"];

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

        // One line for each message, so that AppHost can put the resource's name before it.
        variables["Logging__Console__FormatterName"] = "simple";
        variables["Logging__Console__FormatterOptions__SingleLine"] = "true";
    }
}
