using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>
/// Takes the worker's name again after the database was away, and stops the worker where another one has it since.
/// </summary>
internal sealed class WorkerNameWatch(
    WorkerNameLock name,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<WorkerNameWatch> log
) : PeriodicService(TimeSpan.FromSeconds(5), clock)
{
    // Postgres may still hold it for a connection of ours that was cut: that lasts half a minute at most.
    private const int MostMisses = 12;

    private int _misses;

    protected override void Failed(Exception exception) => log.NameNotAsked(exception);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await name.TryHoldAsync(cancellationToken))
        {
            _misses = 0;
            return false;
        }

        log.NameTaken(name.Problem);
        if (++_misses == MostMisses)
        {
            lifetime.StopApplication();
        }

        return false;
    }
}
