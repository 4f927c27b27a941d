using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace RechargeSync.AppHost.Startup;

/// <summary>Looks at the machine before anything is started.</summary>
/// <param name="FindProblems">What keeps the system from starting; each problem says what to do.</param>
internal sealed record StartCheck(Func<IEnumerable<string>> FindProblems);

/// <summary>The start is refused; each problem says what to do.</summary>
internal sealed class StartRefusedException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems => problems;
}

/// <summary>Runs the checks before the orchestrator starts anything.</summary>
internal sealed class StartChecks(IEnumerable<StartCheck> checks) : LifecycleService
{
    /// <exception cref="StartRefusedException">There is a problem.</exception>
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        var problems = checks.SelectMany(check => check.FindProblems()).ToList();
        return problems.Count == 0 ? Task.CompletedTask : throw new StartRefusedException(problems);
    }
}

/// <summary>How a check comes to be run.</summary>
internal static class StartCheckExtensions
{
    /// <summary>Adds a check that runs before anything is started.</summary>
    public static void AddStartCheck(
        this IDistributedApplicationBuilder builder,
        Func<IEnumerable<string>> findProblems
    )
    {
        builder.Services.AddSingleton(new StartCheck(findProblems));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartChecks>());
    }
}
