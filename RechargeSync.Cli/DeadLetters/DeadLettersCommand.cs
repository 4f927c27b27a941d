using System.CommandLine;

namespace RechargeSync.Cli.DeadLetters;

/// <summary><c>dlq</c>: dead letters.</summary>
internal static class DeadLettersCommand
{
    public static Command Build(CliEnvironment environment) =>
        new("dlq", "List, retry or discard dead letters.")
        {
            new ListDeadLettersCommand(environment),
            new SettleDeadLettersCommand(environment, isRetry: true),
            new SettleDeadLettersCommand(environment, isRetry: false),
        };
}
