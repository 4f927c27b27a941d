using System.CommandLine;
using System.Globalization;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.DeadLetters;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary>
/// <c>dlq retry</c> and <c>dlq ignore</c>: some dead letters, all of a reason or kind; each after its count was
/// confirmed.
/// </summary>
internal sealed class DeadLetterActVerb : Verb
{
    private readonly bool _isRetry;

    private readonly Argument<string[]> _ids = new Argument<string[]>("ID")
    {
        Description = "As 'dlq list' shows them: order/534919106, checkout/TOKEN, delivery/17",
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

    public DeadLetterActVerb(Terminal terminal, bool isRetry)
        : base(
            terminal,
            isRetry ? "retry" : "ignore",
            isRetry
                ? "Give dead letters another chance."
                : "Put dead letters away for good; nothing is done for them any more.",
            isRetry
                ?
                [
                    "dlq retry order/534919106",
                    "dlq retry --reason unauthorized",
                    "dlq retry --kind order --store default --yes",
                ]
                :
                [
                    "dlq ignore delivery/17 --note \"sent by a test\"",
                    "dlq ignore --reason refused --store default --note \"product was withdrawn\"",
                ]
        )
    {
        _isRetry = isRetry;
        _note = isRetry ? NoteOption.Optional() : NoteOption.Required();
        _kind.AcceptOnlyFromAmong("order", "checkout", "delivery");
        Add(_ids);
        foreach (var option in new Option[] { _store, _reason, _kind, _note, _yes })
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

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var selection = new DeadLetterSelection
        {
            Store = call.Value(_store)!,
            Ids = call.Value(_ids)!,
            Reason = call.Value(_reason),
            Kind = call.Value(_kind),
            Note = call.Value(_note),
        };
        if (!call.Value(_yes) && !await ConfirmsAsync(call, selection, cancellationToken))
        {
            return ExitCode.Failed;
        }

        var result = await (
            _isRetry
                ? call.Client.ReplayDeadLettersAsync(selection, cancellationToken)
                : call.Client.IgnoreDeadLettersAsync(selection, cancellationToken)
        );
        if (call.Screen.IsJson)
        {
            call.Screen.Json(result, AdminJson.Default.ActResult);
        }
        else
        {
            call.Screen.Line(
                Words.Count(result.Count, "dead letter", "dead letters")
                    + (_isRetry ? " given another chance." : " put away.")
            );
        }

        if (result.Count < selection.Ids.Count)
        {
            call.Screen.Say(
                Words.Number(
                    $"{selection.Ids.Count - result.Count} of those named were not dead any more, are not of store {selection.Store}, or cannot be replayed."
                )
            );
            return result.Count == 0 ? ExitCode.NotFound : ExitCode.Failed;
        }

        return ExitCode.Done;
    }

    private async Task<bool> ConfirmsAsync(
        Call call,
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    )
    {
        var count = (await call.Client.CountDeadLettersAsync(selection, cancellationToken)).Count;
        if (count == 0)
        {
            throw new VerbException(
                ExitCode.NotFound,
                $"No dead letter of store {Words.Printable(selection.Store)} fits. See: {CommandLine.ToolName} dlq list"
            );
        }

        var number = count.ToString(CultureInfo.InvariantCulture);
        var act = _isRetry ? "are given another chance" : "are put away for good";
        var answer =
            await call.Screen.AskAsync(
                $"{Words.Count(count, "dead letter", "dead letters")} of store {Words.Printable(selection.Store)} {act}. Type {number} to go on: ",
                cancellationToken
            )
            ?? throw new VerbException(
                ExitCode.Usage,
                $"This would reach {Words.Count(count, "dead letter", "dead letters")}. Nobody can be asked here: add --yes if you mean it."
            );
        if (answer.Trim() == number)
        {
            return true;
        }

        call.Screen.Say("Nothing was done.");
        return false;
    }
}
