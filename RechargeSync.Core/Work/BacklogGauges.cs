using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Work;

/// <summary>Measures what waits: in the inbox, in the stream.</summary>
internal sealed class BacklogGauges(
    InboxTable inbox,
    StreamMonitor stream,
    IMeterFactory meters,
    TimeProvider clock,
    ILogger<BacklogGauges> log
) : PeriodicService(TimeSpan.FromSeconds(10), clock)
{
    private readonly Gauge<double> _age = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateGauge<double>(
            "rechargesync.inbox.oldest.age",
            "s",
            "Age of the oldest delivery that was not applied yet; 0 where there is none."
        );

    private readonly Gauge<long> _lag = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateGauge<long>("rechargesync.stream.lag", "{entry}", "Stream entries that no worker has read yet.");

    private readonly Gauge<long> _pending = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateGauge<long>(
            "rechargesync.stream.pending",
            "{entry}",
            "Stream entries that a worker has read and not finished."
        );

    protected override void Failed(Exception exception) => log.MeasureFailed(exception);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        _age.Record((await inbox.OldestWaitAsync(cancellationToken)).TotalSeconds);
        var group = await stream.ReadAsync();
        _lag.Record(group.Undelivered);
        _pending.Record(group.Pending);
        return false;
    }
}
