using Microsoft.Extensions.Logging;
using RechargeSync.Core.Hosting;

namespace RechargeSync.Core.Admin.Live;

/// <summary>
/// Looks once a second for what happened, for all listeners together, and not at all while nobody listens.
/// </summary>
internal sealed class LivePoller(LiveHub hub, LiveQuery query, TimeProvider clock, ILogger<LivePoller> log)
    : PeriodicService(TimeSpan.FromSeconds(1), clock)
{
    private LivePlace? _place;

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!hub.HasListeners)
        {
            _place = null;
            await hub.Listened.WaitAsync(cancellationToken);
        }

        // Begins with what happens from now on.
        _place ??= await query.StartAsync(cancellationToken);
        hub.Tell(await query.SinceAsync(_place, cancellationToken));
        return false;
    }

    protected override void Failed(Exception exception) => log.LiveFailed(exception);
}
