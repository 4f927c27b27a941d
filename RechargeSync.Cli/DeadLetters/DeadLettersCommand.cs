using System.CommandLine;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>dlq</c>: dead letters.</summary>
internal static class DeadLetterVerbs
{
    public static Command Build(Terminal terminal) =>
        new("dlq", "List, retry or ignore dead letters.")
        {
            new DeadLetterListVerb(terminal),
            new DeadLetterActVerb(terminal, isRetry: true),
            new DeadLetterActVerb(terminal, isRetry: false),
        };
}
