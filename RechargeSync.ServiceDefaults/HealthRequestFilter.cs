using System.Diagnostics;
using OpenTelemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Keeps the probes of the health endpoints, and what they cause in this process (a query, a PING), out of the traces.
/// A processor and not a sampler: the sampler is the environment's choice (<c>OTEL_TRACES_SAMPLER</c>).
/// </summary>
internal sealed class HealthRequestFilter : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        if (data.Parent is { Recorded: false } || IsHealthRequest(data))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            data.IsAllDataRequested = false;
        }
    }

    private static bool IsHealthRequest(Activity activity) =>
        activity.Kind is ActivityKind.Server
        && activity.GetTagItem("url.path") is HealthEndpoints.HealthPath or HealthEndpoints.AlivePath;
}
