using Microsoft.Extensions.Logging;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>
/// Has written once more what a worker without the lease may have written over. The platform's own check of versions
/// is better, and not every platform has one.
/// </summary>
internal sealed class LateWrites(LateWriteTable table, TimeProvider clock, ILogger<LateWrites> log)
    : PeriodicService(TimeSpan.FromSeconds(2), clock)
{
    protected override void Failed(Exception exception) => log.DueFailed(exception);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await table.UndoAsync(cancellationToken) is > 0 and var count)
        {
            log.WrittenOnceMore(count);
        }

        return false;
    }
}
