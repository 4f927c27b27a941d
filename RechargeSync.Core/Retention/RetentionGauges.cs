using Microsoft.Extensions.Logging;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Retention;

/// <summary>Measures how much is stored, and since when.</summary>
internal sealed class RetentionGauges(
    RetentionTable table,
    RetentionMetrics metrics,
    TimeProvider clock,
    ILogger<RetentionGauges> log
) : PeriodicService(TimeSpan.FromMinutes(1), clock)
{
    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var (oldest, size) = await table.MeasureAsync(cancellationToken);
        metrics.Measured(oldest, size);
        return false;
    }

    protected override void Failed(Exception exception) => log.MeasureFailed(exception);
}
