using System.CommandLine;

namespace RechargeSync.Console.Cli;

/// <summary>One verb of the command line: its options, and what it does.</summary>
internal abstract class Verb : Command
{
    protected Verb(Terminal terminal, string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
        SetAction(
            async (parsed, cancellationToken) =>
            {
                using var call = new Call(parsed, terminal);
                return await RunAsync(call, cancellationToken);
            }
        );
    }

    /// <summary>Whole command lines, shown by <c>--help</c>.</summary>
    public IReadOnlyList<string> Examples { get; }

    protected abstract Task<int> RunAsync(Call call, CancellationToken cancellationToken);
}
