using System.Diagnostics.Metrics;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Bulk;

/// <summary>What bulk jobs do.</summary>
internal sealed class BulkMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _changed = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateCounter<long>("rechargesync.bulk.rows", "{row}", "Rows that bulk jobs changed, by act.");

    public void Changed(string store, BulkAct act, int count) =>
        _changed.Add(count, new("store", store), new("act", BulkRequests.WordOf(act)));
}
