using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RechargeSync.Core.Startup;

/// <summary>
/// Refuses to start in surroundings that could lose or double orders. What cannot be reached yet is no reason to
/// refuse: the service waits for it as it does at any other time.
/// </summary>
internal sealed class StartupChecks(IEnumerable<IStartupCheck> checks, TimeProvider clock, ILogger<StartupChecks> log)
    : IHostedLifecycleService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <exception cref="StartupRefusedException">
    /// Something is dangerous; the message says what, and what to do.
    /// </exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var problems = await Task.WhenAll(checks.Select(check => FindProblemAsync(check, cancellationToken)));
        if (problems.OfType<string>().ToList() is { Count: > 0 } found)
        {
            throw new StartupRefusedException(found);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> FindProblemAsync(IStartupCheck check, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(s_patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await check.FindProblemAsync(both.Token).WaitAsync(both.Token);
        }
#pragma warning disable CA1031 // Whatever keeps the check from looking is not what it looks for.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.CheckLeftOut(exception, check.GetType().Name);
            return null;
        }
    }
}
