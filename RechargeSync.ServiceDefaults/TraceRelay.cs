using System.Diagnostics;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Hands traces on where nobody collects them here: spans get ids, which rows, stream entries and outgoing calls carry,
/// and no contents. A service that does export still sees one trace from the webhook to the write-back.
/// </summary>
internal sealed class TraceRelay : IHostedService, IDisposable
{
    private static readonly string[] Sources = ["RechargeSync", "RechargeSync.Mock", "Microsoft.AspNetCore"];

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = static source => Sources.Contains(source.Name, StringComparer.Ordinal),
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        ActivityStarted = Mark,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    // Whoever continues the trace records it by this flag: set on a root, as OpenTelemetry's default sampler does it,
    // and else as its parent has it.
    private static void Mark(Activity activity)
    {
        if (activity.Parent is { } parent ? parent.Recorded : IsMarked(activity.ParentId))
        {
            activity.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        }
    }

    private static bool IsMarked(string? parentId) =>
        !ActivityContext.TryParse(parentId, traceState: null, out var parent)
        || parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
}
