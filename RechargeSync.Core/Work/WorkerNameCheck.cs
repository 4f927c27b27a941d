using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>Refuses to start under a name that another worker has.</summary>
internal sealed class WorkerNameCheck(WorkerNameLock name) : IStartupCheck
{
    // A process that is just ending holds it for a moment still.
    private const int Tries = 10;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; !await name.TryHoldAsync(cancellationToken); tries++)
        {
            if (tries == Tries)
            {
                return name.Problem;
            }

            await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
        }

        return null;
    }
}
