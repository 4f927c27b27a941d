using System.CommandLine;
using System.Globalization;
using RechargeSync.Cli.Bulk;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.DeadLetters;

/// <summary>
/// <c>dlq retry</c> and <c>dlq discard</c>: some dead letters at once, all of a reason or kind by a job; each after its
/// count was confirmed.
/// </summary>
internal sealed class SettleDeadLettersCommand : CliCommand
{
    private readonly bool _isRetry;

    private readonly Argument<string[]> _ids = new Argument<string[]>("ID")
    {
        Description = "As 'dlq list' shows them: order/534919106, checkout/TOKEN, charge/ID, delivery/17",
        Arity = ArgumentArity.ZeroOrMore,
    }.RefuseOptions();

    private readonly Option<string> _store = StoreOption.Target();
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "All of the store with this reason",
        HelpName = "REASON",
    };
    private readonly Option<string?> _kind = new("--kind") { Description = "All of the store of this kind" };
    private readonly Option<string?> _note;
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };
    private readonly Option<bool> _noWait = WaitOption.NoWait();

    public SettleDeadLettersCommand(CliEnvironment environment, bool isRetry)
        : base(
            environment,
            isRetry ? "retry" : "discard",
            isRetry
                ? "Give dead letters another chance."
                : "Discard dead letters for good; nothing is done for them any more.",
            isRetry
                ?
                [
                    "dlq retry order/534919106",
                    "dlq retry --reason unauthorized",
                    "dlq retry --kind order --store default --yes",
                ]
                :
                [
                    "dlq discard delivery/17 --note \"sent by a test\"",
                    "dlq discard --reason refused --store default --note \"product was withdrawn\"",
                ]
        )
    {
        _isRetry = isRetry;
        _note = isRetry ? NoteOption.Optional() : NoteOption.Required();
        _kind.AcceptOnlyFromAmong("order", "checkout", "charge", "delivery");
        Add(_ids);
        foreach (var option in new Option[] { _store, _reason, _kind, _note, _yes, _noWait })
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            // Presence only: a value that is read here would escape the validators of its own.
            var hasIds = result.GetResult(_ids) is { Tokens.Count: > 0 };
            var hasFilter = result.GetResult(_reason) is not null || result.GetResult(_kind) is not null;
            if (hasIds == hasFilter)
            {
                result.AddError("Give either ids, or --reason or --kind (or both) for all of a store.");
            }
        });
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var selection = new DeadLetterSelection
        {
            Store = context.Value(_store)!,
            Ids = context.Value(_ids)!,
            Reason = context.Value(_reason),
            Kind = context.Value(_kind),
            Note = context.Value(_note),
        };
        if (!context.Value(_yes) && !await ConfirmsAsync(context, selection, cancellationToken))
        {
            return ExitCode.Failed;
        }

        return selection.Ids.Count > 0
            ? await SettleNamedAsync(context, selection, cancellationToken)
            : await BulkJobs.FollowAsync(
                context,
                await (
                    _isRetry
                        ? context.Client.ReplayAllDeadLettersAsync(selection, cancellationToken)
                        : context.Client.DiscardAllDeadLettersAsync(selection, cancellationToken)
                ),
                context.Value(_noWait),
                cancellationToken
            );
    }

    private async Task<int> SettleNamedAsync(
        CommandContext context,
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    )
    {
        var result = await (
            _isRetry
                ? context.Client.ReplayDeadLettersAsync(selection, cancellationToken)
                : context.Client.DiscardDeadLettersAsync(selection, cancellationToken)
        );
        if (context.Output.IsJson)
        {
            context.Output.Json(result, AdminJson.Default.DeadLetterCount);
        }
        else
        {
            context.Output.Line(
                CliFormat.Count(result.Count, "dead letter", "dead letters")
                    + (_isRetry ? " given another chance." : " discarded.")
            );
        }

        if (result.Count < selection.Ids.Count)
        {
            context.Output.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{selection.Ids.Count - result.Count} of those named were not dead any more, "
                        + $"are not of store {selection.Store}, or cannot be replayed."
                )
            );
            return result.Count == 0 ? ExitCode.NotFound : ExitCode.Failed;
        }

        return ExitCode.Done;
    }

    private async Task<bool> ConfirmsAsync(
        CommandContext context,
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    )
    {
        var count = (await context.Client.CountDeadLettersAsync(selection, cancellationToken)).Count;
        if (count == 0)
        {
            throw new CommandException(
                ExitCode.NotFound,
                $"No dead letter of store {CliFormat.Printable(selection.Store)} fits. See: "
                    + $"{CommandLine.ToolName} dlq list"
            );
        }

        var number = count.ToString(CultureInfo.InvariantCulture);
        var act = _isRetry ? "are given another chance" : "are discarded for good";
        var answer =
            await context.Output.AskAsync(
                $"{CliFormat.Count(count, "dead letter", "dead letters")} of store "
                    + $"{CliFormat.Printable(selection.Store)} {act}. Type {number} to go on: ",
                cancellationToken
            )
            ?? throw new CommandException(
                ExitCode.Usage,
                $"This would reach {CliFormat.Count(count, "dead letter", "dead letters")}. Nobody can be "
                    + "asked here: add --yes if you mean it."
            );
        if (answer.Trim() == number)
        {
            return true;
        }

        context.Output.Say("Nothing was done.");
        return false;
    }
}
