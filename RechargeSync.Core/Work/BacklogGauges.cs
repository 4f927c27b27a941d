using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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
) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, clock);
        do
        {
            try
            {
                await MeasureAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A measurement that fails is left out.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.MeasureFailed(exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        _age.Record((await inbox.OldestWaitAsync(cancellationToken)).TotalSeconds);
        var (undelivered, pending) = await stream.DepthAsync();
        _lag.Record(undelivered);
        _pending.Record(pending);
    }
}
