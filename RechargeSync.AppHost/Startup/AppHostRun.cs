using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RechargeSync.AppHost.Startup;

/// <summary>Runs AppHost, and says in plain words why it does not start.</summary>
internal static class AppHostRun
{
    private const int Failed = 1;

    /// <summary>Runs until it is stopped.</summary>
    /// <returns>0; 1 where the start was refused or an essential resource failed.</returns>
    public static async Task<int> RunOrExplainAsync(this DistributedApplication app)
    {
        // Not there where the model is only published.
        var failures = app.Services.GetService<FailedResources>();
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await app.RunAsync(CancellationToken.None);
        }
        catch (StartRefusedException exception)
        {
            await Console.Error.WriteLineAsync("AppHost cannot start:");
            foreach (var problem in exception.Problems)
            {
                await Console.Error.WriteLineAsync($"  - {problem}");
            }

            return Failed;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while it was starting, by a person or by a resource that failed.
        }

        return failures?.FailedEssential is null ? 0 : Failed;
    }
}
