using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Work;

/// <summary>Measures what waits: in the inbox, in the stream.</summary>
internal sealed class BacklogGauges(
    NpgsqlDataSource database,
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
        await using var command = database.CreateCommand(
            """
            SELECT coalesce(extract(epoch FROM now() - received_at), 0)::double precision FROM inbox
            WHERE finished_at IS NULL ORDER BY enqueued_at LIMIT 1
            """
        );
        _age.Record(await command.ExecuteScalarAsync(cancellationToken) is double age ? age : 0);
        var (undelivered, pending) = await stream.DepthAsync();
        _lag.Record(undelivered);
        _pending.Record(pending);
        return false;
    }
}
