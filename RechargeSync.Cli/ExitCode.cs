namespace RechargeSync.Cli;

/// <summary>
/// What the command line ends with; documented in docs/command-line.md, so a number never changes its meaning.
/// </summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int NotAllowed = 4;
    public const int CannotReach = 5;
    public const int NeedsAttention = 6;
    public const int Interrupted = 130;
}

/// <summary>A command cannot go on; the message says what to do.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
