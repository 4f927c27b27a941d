using System.Diagnostics.Metrics;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Recharge;

/// <summary>How Recharge's call limit is used.</summary>
internal sealed class RateLimitMetrics
{
    private readonly Histogram<double> _waits;
    private readonly Counter<long> _deferred;
    private readonly Counter<long> _throttled;
    private readonly Gauge<double> _used;

    public RateLimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(RechargeSyncTelemetry.Name);
        _waits = meter.CreateHistogram<double>(
            "rechargesync.recharge.rate_limit.wait",
            "s",
            "Time a call waited for its place."
        );
        _deferred = meter.CreateCounter<long>(
            "rechargesync.recharge.rate_limit.deferred",
            "{call}",
            "Calls deferred because the wait would have been too long."
        );
        _throttled = meter.CreateCounter<long>(
            "rechargesync.recharge.throttled",
            "{call}",
            "Calls that Recharge answered with 429."
        );
        _used = meter.CreateGauge<double>(
            "rechargesync.recharge.rate_limit.used",
            "1",
            "Share of Recharge's bucket in use, by its own word."
        );
    }

    public void Waited(string store, CallPriority priority, TimeSpan wait) =>
        _waits.Record(wait.TotalSeconds, new("store", store), new("priority", priority.ToString().ToLowerInvariant()));

    public void Deferred(string store, CallPriority priority) =>
        _deferred.Add(1, new("store", store), new("priority", priority.ToString().ToLowerInvariant()));

    public void Throttled(string store) => _throttled.Add(1, new KeyValuePair<string, object?>("store", store));

    public void Used(string store, CallLimit limit) =>
        _used.Record((double)limit.Used / limit.Size, new KeyValuePair<string, object?>("store", store));
}
