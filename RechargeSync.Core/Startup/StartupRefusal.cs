using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Startup;

/// <summary>Runs a service, and says in plain words why it does not start where the configuration forbids it.</summary>
internal static class StartupRefusal
{
    /// <summary>Exit code of a service that refused to start.</summary>
    public const int ExitCode = 78;

    /// <summary>Runs until the service is stopped.</summary>
    /// <returns>0, or <see cref="ExitCode"/> where options or surroundings were refused.</returns>
    public static async Task<int> RunOrExplainAsync(this WebApplication app)
    {
        var service = app.Environment.ApplicationName;
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            return await ExplainAsync(service, exception.Failures);
        }
        catch (AggregateException exception)
            when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return await ExplainAsync(
                service,
                exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)
            );
        }
        catch (StartupRefusedException exception)
        {
            return await ExplainAsync(service, exception.Problems);
        }
    }

    private static async Task<int> ExplainAsync(string service, IEnumerable<string> problems)
    {
        await Console.Error.WriteLineAsync($"{service} cannot start:");
        foreach (var problem in problems.Distinct(StringComparer.Ordinal))
        {
            await Console.Error.WriteLineAsync($"  - {problem}");
        }

        return ExitCode;
    }
}
