using System.CommandLine;
using System.Globalization;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Reconciliation;

/// <summary><c>restored</c>: says that the database was restored to a time.</summary>
internal sealed class RestoredCommand : CliCommand
{
    private readonly Option<DateTimeOffset> _to = new("--to")
    {
        Description = "The time to which the database was restored, with its zone: 2026-03-02T14:00:00Z",
        HelpName = "TIME",
        Required = true,
        CustomParser = result =>
        {
            if (
                DateTimeOffset.TryParse(
                    result.Tokens[0].Value,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
            )
            {
                return time;
            }

            result.AddError("--to takes a time, such as 2026-03-02T14:00:00Z.");
            return default;
        },
    };

    private readonly Option<string?> _note = NoteOption.Optional();

    public RestoredCommand(CliEnvironment environment)
        : base(
            environment,
            "restored",
            "Say that the database was restored to a time: orders are looked up before they are created, and walked "
                + "from then on.",
            "restored --to 2026-03-02T14:00:00Z",
            "restored --to 2026-03-02T14:00:00Z --note 'disk lost'"
        )
    {
        Add(_to);
        Add(_note);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var result = await context.Client.RestoredAsync(
            new RestoredRequest { To = context.Value(_to), Note = context.Value(_note) },
            cancellationToken
        );
        if (context.Output.IsJson)
        {
            context.Output.Json(result, AdminJson.Default.RestoredResult);
        }
        else
        {
            context.Output.Line(CliFormat.Printable(result.Message));
            context.Output.Line(
                result.Stores.Count == 0
                    ? "No store is reconciled: nothing is walked. See Reconciliation:Enabled."
                    : CliFormat.Printable($"Walked: {string.Join(", ", result.Stores)}.")
            );
        }

        return ExitCode.Done;
    }
}
