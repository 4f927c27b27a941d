using System.Diagnostics.Metrics;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Reconciliation;

/// <summary>What reconciliation compares, finds and mends.</summary>
internal sealed class ReconciliationMetrics
{
    private readonly Counter<long> _checked;
    private readonly Counter<long> _drift;
    private readonly Counter<long> _healed;
    private readonly Counter<long> _created;
    private readonly Counter<long> _deleted;
    private readonly Histogram<double> _duration;

    public ReconciliationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(RechargeSyncTelemetry.Name);
        _checked = meter.CreateCounter<long>(
            "rechargesync.reconciliation.checked",
            "{order}",
            "Orders that runs compared."
        );
        _drift = meter.CreateCounter<long>(
            "rechargesync.reconciliation.drift",
            "{order}",
            "Orders that differ between the two sides, by kind."
        );
        _healed = meter.CreateCounter<long>(
            "rechargesync.reconciliation.healed",
            "{order}",
            "Differing orders given to the state machine, by kind."
        );
        _created = meter.CreateCounter<long>(
            "rechargesync.reconciliation.subscriptions.created",
            "{subscription}",
            "Subscriptions that were missing."
        );
        _deleted = meter.CreateCounter<long>(
            "rechargesync.reconciliation.subscriptions.deleted",
            "{subscription}",
            "Surplus copies of subscriptions."
        );
        _duration = meter.CreateHistogram<double>(
            "rechargesync.reconciliation.run.duration",
            "s",
            "Time from the begin of a run to its end, pauses included."
        );
    }

    public void Checked(string store, int orders) =>
        _checked.Add(orders, new KeyValuePair<string, object?>("store", store));

    public void Found(string store, DriftFinding finding)
    {
        var kind = finding.Kind.ToString().ToLowerInvariant();
        _drift.Add(1, new("store", store), new("kind", kind));
        if (finding.Healed)
        {
            _healed.Add(1, new("store", store), new("kind", kind));
        }
    }

    public void Created(string store, string topic) => _created.Add(1, new("store", store), new("topic", topic));

    public void Deleted(string store, string topic) => _deleted.Add(1, new("store", store), new("topic", topic));

    public void Finished(string store, TimeSpan elapsed) =>
        _duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("store", store));
}
