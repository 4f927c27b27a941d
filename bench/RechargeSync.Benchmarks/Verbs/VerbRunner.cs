using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>Runs a verb on servers of its own.</summary>
internal static class VerbRunner
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IVerb verb, Arguments arguments, CancellationToken cancellationToken)
    {
        await using var rig = await TestRig.StartAsync(cancellationToken);
        rig.KeepLogs = arguments.Has("--keep-logs");
        try
        {
            await verb.RunAsync(rig, cancellationToken);
            return 0;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            rig.KeepLogs = true;
            await Console.Error.WriteLineAsync(exception.ToString());
            return 1;
        }
        finally
        {
            if (rig.KeepLogs)
            {
                await Console.Error.WriteLineAsync($"The processes' output is in {rig.LogDirectory}");
            }
        }
    }
}
