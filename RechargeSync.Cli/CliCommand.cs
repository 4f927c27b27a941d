using System.CommandLine;

namespace RechargeSync.Cli;

/// <summary>One command of the tool: its options, and what it does.</summary>
internal abstract class CliCommand : Command
{
    protected CliCommand(CliEnvironment environment, string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
        SetAction(
            async (parsed, cancellationToken) =>
            {
                using var context = new CommandContext(parsed, environment);
                return await RunAsync(context, cancellationToken);
            }
        );
    }

    /// <summary>Whole command lines, shown by <c>--help</c>.</summary>
    public IReadOnlyList<string> Examples { get; }

    protected abstract Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken);
}
