using System.Diagnostics.Metrics;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Retention;

/// <summary>What has had its time, and what is still there.</summary>
internal sealed class RetentionMetrics
{
    private readonly Counter<long> _ended;
    private readonly Gauge<double> _oldest;
    private readonly Gauge<long> _size;

    public RetentionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(RechargeSyncTelemetry.Name);
        _ended = meter.CreateCounter<long>(
            "rechargesync.retention.ended",
            "{row}",
            "Bodies that were erased and rows that were deleted after their time, by what they are."
        );
        _oldest = meter.CreateGauge<double>(
            "rechargesync.inbox.oldest_body.age",
            "s",
            "Age of the oldest body of a delivery that is stored; 0 where there is none."
        );
        _size = meter.CreateGauge<long>("rechargesync.database.size", "By", "Size of the database.");
    }

    public void Ended(int bodies, int attempts, int entries)
    {
        Add("body", bodies);
        Add("failed_attempt", attempts);
        Add("audit_entry", entries);
    }

    public void Measured(TimeSpan oldestBody, long size)
    {
        _oldest.Record(oldestBody.TotalSeconds);
        _size.Record(size);
    }

    private void Add(string what, int count)
    {
        if (count > 0)
        {
            _ended.Add(count, new KeyValuePair<string, object?>("what", what));
        }
    }
}
