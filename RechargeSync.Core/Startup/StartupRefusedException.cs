namespace RechargeSync.Core.Startup;

/// <summary>The surroundings are dangerous; each problem says what to do.</summary>
internal sealed class StartupRefusedException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems => problems;
}
