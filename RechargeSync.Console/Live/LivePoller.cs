using RechargeSync.Console.Hosting;
using RechargeSync.Core.Hosting;

namespace RechargeSync.Console.Live;

/// <summary>
/// Asks once a second what happened, for all listeners together, and not at all while nobody listens.
/// </summary>
internal sealed class LivePoller(LiveHub hub, LiveQuery query, TimeProvider clock, ILogger<LivePoller> log)
    : PeriodicService(TimeSpan.FromSeconds(1), clock)
{
    private LiveCursor? _cursor;

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!hub.HasListeners)
        {
            _cursor = null;
            await hub.Listened.WaitAsync(cancellationToken);
        }

        // Begins with what happens from now on.
        _cursor ??= await query.StartAsync(cancellationToken);
        hub.Tell(await query.SinceAsync(_cursor, cancellationToken));
        return false;
    }

    protected override void Failed(Exception exception) => log.LiveFailed(exception);
}
