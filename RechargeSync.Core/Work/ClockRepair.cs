using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Work;

/// <summary>
/// Finds what the database wrote while its clock was ahead: once that is set right, such rows would be put off until a
/// time that is far away. They are due at once instead; that a lease ends early, its fencing token makes harmless.
/// </summary>
internal sealed class ClockRepair(
    IEnumerable<IDatedTable> tables,
    IOptions<WorkOptions> options,
    TimeProvider clock,
    ILogger<ClockRepair> log
) : PeriodicService(options.Value.Lease / 2, clock)
{
    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await RepairAsync(cancellationToken);
        return false;
    }

    protected override void Failed(Exception exception) => log.DueFailed(exception);

    /// <summary>One look; returns how many rows were taken back from the future.</summary>
    internal async Task<long> RepairAsync(CancellationToken cancellationToken)
    {
        long repaired = 0;
        foreach (var table in tables)
        {
            repaired += await table.ForgetFutureAsync(cancellationToken);
        }

        if (repaired > 0)
        {
            log.ClockWentBack(repaired);
        }

        return repaired;
    }
}
