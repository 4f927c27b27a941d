using System.Diagnostics;

namespace RechargeSync.Core.Telemetry;

/// <summary>Names of our activity source and meter, and the trace context that rows and stream entries carry.</summary>
internal static class RechargeSyncTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "RechargeSync";

    public static readonly ActivitySource Source = new(Name);

    /// <summary>Reads a stored <c>traceparent</c>; default where there is none.</summary>
    public static ActivityContext Parent(string? traceParent) =>
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var context) ? context : default;

    /// <summary>A link to a stored <c>traceparent</c>; none where there is none.</summary>
    public static IEnumerable<ActivityLink> Links(string? traceParent) =>
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var context)
            ? [new ActivityLink(context)]
            : [];
}
