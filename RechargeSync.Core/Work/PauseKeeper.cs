using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>Rows that can wait for a side.</summary>
/// <param name="Rows">Their table.</param>
/// <param name="Testify">Whether what becomes of them proves anything of the side.</param>
internal sealed record WaitingKind(IWaitingRows Rows, bool Testify);

/// <summary>
/// Keeps what this worker knows of pauses fresh, wakes one waiting order when a probe is due, and all of them, a few at
/// a time, once their side is resumed.
/// </summary>
internal sealed class PauseKeeper(
    StorePauses pauses,
    IPauseTable table,
    IEnumerable<WaitingKind> kinds,
    IOptions<WorkOptions> options,
    TimeProvider clock,
    ILogger<PauseKeeper> log
) : PeriodicService(2 * options.Value.DueInterval, clock)
{
    /// <summary>Rows of a kind that are woken in one round: fresh orders go on beside them.</summary>
    private const int MostWoken = 500;

    protected override void Failed(Exception exception) => log.PausesFailed(exception);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var pause in await pauses.RefreshAsync(cancellationToken))
        {
            if (pause.Row.ResumedAt is not null)
            {
                await WakeAllAsync(pause.Row, cancellationToken);
            }
            else if (pause.IsProbeDue)
            {
                await WakeOneAsync(pause.Row, cancellationToken);
            }
        }

        return false;
    }

    private async Task WakeOneAsync(StorePauseRow pause, CancellationToken cancellationToken)
    {
        foreach (var kind in kinds.Where(kind => kind.Testify))
        {
            if (await kind.Rows.WakeAsync(pause.Store, pause.Side, limit: 1, cancellationToken) > 0)
            {
                return;
            }
        }
    }

    private async Task WakeAllAsync(StorePauseRow pause, CancellationToken cancellationToken)
    {
        var woken = 0;
        foreach (var kind in kinds)
        {
            woken += await kind.Rows.WakeAsync(pause.Store, pause.Side, MostWoken, cancellationToken);
        }

        if (woken == 0)
        {
            await table.ForgetAsync(pause.Store, pause.Side, cancellationToken);
        }
    }
}
