namespace RechargeSync.Cli.Tests;

/// <summary>How a command line ended and what it printed.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error);
