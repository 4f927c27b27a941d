using RechargeSync.AppHost.Shops;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>Whether the tests against real servers run: they take minutes, and install some hundred packages.</summary>
internal static class ConformanceGate
{
    private const string Variable = "CONFORMANCE";

    /// <summary>Why they are skipped; null where they run.</summary>
    public static string? Closed { get; } =
        Environment.GetEnvironmentVariable(Variable) != "full"
            ? $"Runs a real platform: set {Variable}=full to have it run."
            : ShopSelection.MissingPrograms() is { Count: > 0 } missing
                ? $"Needs {string.Join(" and ", missing)} on PATH (Node 20 or newer)."
                : null;
}
