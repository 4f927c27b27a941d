using System.Diagnostics;
using OpenTelemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Leaves out what a request causes that is left out itself: the query and the PING of a health check. OpenTelemetry's
/// default sampler would do it; <c>always_on</c>, which Aspire sets in local runs, makes a root of each.
/// </summary>
internal sealed class UnrecordedParents : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        if (data.Parent is { Recorded: false })
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            data.IsAllDataRequested = false;
        }
    }
}
