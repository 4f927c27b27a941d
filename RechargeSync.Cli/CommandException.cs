namespace RechargeSync.Cli;

/// <summary>A command cannot go on; the message says what to do.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
