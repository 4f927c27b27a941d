using System.CommandLine;
using RechargeSync.Cli.Bulk;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Reconciliation;

/// <summary>
/// <c>heal</c>: has a run repeated over its stretch, and gives what is dead of its findings another chance.
/// </summary>
internal sealed class HealCommand : CliCommand
{
    private readonly Argument<long> _run = new("RUN") { Description = "The run, as 'reconcile' and the pages show it" };
    private readonly Option<string?> _note = NoteOption.Optional();
    private readonly Option<bool> _noWait = WaitOption.NoWait();

    public HealCommand(CliEnvironment environment)
        : base(
            environment,
            "heal",
            "Repeat a reconciliation run over its stretch, and retry the dead orders that it found.",
            "heal 41",
            "heal 41 --note \"after the token was renewed\""
        )
    {
        Add(_run);
        Add(_note);
        Add(_noWait);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var asked = await context.Client.HealAsync(
            new HealRequest { RunId = context.Value(_run), Note = context.Value(_note) },
            cancellationToken
        );
        if (asked.Job is { } job)
        {
            context.Output.Say(CliFormat.Printable(asked.Message));
            return await BulkJobs.FollowAsync(context, job, context.Value(_noWait), cancellationToken);
        }

        if (context.Output.IsJson)
        {
            context.Output.Json(asked, AdminJson.Default.ReconcileResult);
        }
        else
        {
            context.Output.Line(CliFormat.Printable(asked.Message));
        }

        return ExitCode.Done;
    }
}
