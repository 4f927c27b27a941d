namespace RechargeSync.Console.Cli;

/// <summary>A verb cannot go on; the message says what to do.</summary>
internal sealed class VerbException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
