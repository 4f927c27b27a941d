namespace RechargeSync.Platforms.Tests;

/// <summary>
/// How much of the suite is run, by the variable <c>CONFORMANCE</c>: <c>full</c> is everything against every server,
/// <c>short</c> (the default) the few tests that say most against one of them, and <c>none</c> starts no server. The
/// sandbox is always tested in full.
/// </summary>
internal static class ConformanceForm
{
    private const string Variable = "CONFORMANCE";

    /// <summary>Why a test of a real platform is not to be run; null to run it.</summary>
    /// <param name="isShort">Whether it is one of the short form.</param>
    public static string? WhyNot(bool isShort) =>
        Environment.GetEnvironmentVariable(Variable) switch
        {
            "full" => null,
            "none" => $"{Variable}=none starts no platform's server.",
            _ => isShort ? null : $"Not in the short form: {Variable}=full runs it.",
        };
}
