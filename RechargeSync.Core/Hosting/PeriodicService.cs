using Microsoft.Extensions.Hosting;

namespace RechargeSync.Core.Hosting;

/// <summary>Runs a round at the start and then once in each period, whatever became of the rounds before.</summary>
/// <param name="period">Time between two rounds; a round that takes longer is followed by the next at once.</param>
/// <param name="clock">Measures it.</param>
internal abstract class PeriodicService(TimeSpan period, TimeProvider clock) : BackgroundService
{
    /// <summary>The clock that measures the period.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>One round. Returns true where more waits: the next round then follows at once.</summary>
    protected abstract Task<bool> RunOnceAsync(CancellationToken cancellationToken);

    /// <summary>Logs that a round failed, in the service's own words.</summary>
    protected abstract void Failed(Exception exception);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, Clock);
        do
        {
            try
            {
                while (await RunOnceAsync(stoppingToken))
                {
                    stoppingToken.ThrowIfCancellationRequested();
                }
            }
#pragma warning disable CA1031 // Postgres or Redis is away, or one row trips a defect: the service has to outlive both.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
