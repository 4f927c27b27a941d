using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Live;

/// <summary>
/// Asks once a second what happened, for all listeners together, and not at all while nobody listens.
/// </summary>
internal sealed class LivePoller(LiveHub hub, LiveQuery query, TimeProvider clock, ILogger<LivePoller> log)
    : BackgroundService
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pace, clock);
        LiveCursor? cursor = null;
        while (true)
        {
            if (!hub.HasListeners)
            {
                cursor = null;
                await hub.Listened.WaitAsync(stoppingToken);
            }

            try
            {
                // Begins with what happens from now on.
                cursor ??= await query.StartAsync(stoppingToken);
                hub.Tell(await query.SinceAsync(cursor, stoppingToken));
            }
#pragma warning disable CA1031 // Postgres away: the tail goes on when it is back.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.LiveFailed(exception);
            }

            await timer.WaitForNextTickAsync(stoppingToken);
        }
    }
}
