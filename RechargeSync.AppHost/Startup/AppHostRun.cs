using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.AppHost.Startup;

/// <summary>Runs AppHost, and says in plain words why it does not start.</summary>
internal static class AppHostRun
{
    private const int Refused = 1;

    /// <summary>Runs until it is stopped.</summary>
    /// <returns>0; 1 where the start was refused or an essential resource failed.</returns>
    public static async Task<int> RunOrExplainAsync(this DistributedApplication app)
    {
        // Not there where the model is only published.
        var failures = app.Services.GetService<FailedResources>();
        try
        {
            await app.RunAsync();

            // Aspire sets the code where publishing failed.
            return failures?.Essential is null ? Environment.ExitCode : Refused;
        }
        catch (StartRefusedException exception)
        {
            await Console.Error.WriteLineAsync("AppHost cannot start:");
            foreach (var problem in exception.Problems)
            {
                await Console.Error.WriteLineAsync($"  - {problem}");
            }

            return Refused;
        }
        catch (OperationCanceledException)
        {
            // Stopped while it was starting, by a person or by a resource that failed.
            return failures?.Essential is null ? 0 : Refused;
        }
    }
}
