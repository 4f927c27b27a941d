using System.CommandLine;
using System.Globalization;
using RechargeSync.Cli.Bulk;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Orders;

/// <summary>
/// <c>place</c>: has orders placed that are not on the platform, one by one or all that a reason kept; all of them
/// after their count was confirmed.
/// </summary>
internal sealed class PlaceCommand : CliCommand
{
    private readonly Argument<string[]> _ids = new Argument<string[]>("ID")
    {
        Description = "Recharge's order id, STORE/ID, a reference, or a charge id; several",
        Arity = ArgumentArity.ZeroOrMore,
    }.RefuseOptions();

    private readonly Option<string> _store = StoreOption.Target();
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "With --all: orders that are ignored for this reason, such as before_go_live",
        HelpName = "REASON",
    };
    private readonly Option<bool> _all = new("--all") { Description = "All of the store with the reason" };
    private readonly Option<string?> _note = NoteOption.Optional();
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };
    private readonly Option<bool> _noWait = WaitOption.NoWait();

    public PlaceCommand(CliEnvironment environment)
        : base(
            environment,
            "place",
            "Have orders placed that are not on the platform, whatever kept them: what Recharge calls success is placed.",
            "place 534919106",
            "place default/534919106 default/534919107 --note \"checked by hand\"",
            "place --store default --reason before_go_live --all"
        )
    {
        Add(_ids);
        foreach (var option in new Option[] { _store, _reason, _all, _note, _yes, _noWait })
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            // Presence only: a value that is read here would escape the validators of its own.
            var hasIds = result.GetResult(_ids) is { Tokens.Count: > 0 };
            var (hasReason, hasAll) = (result.GetResult(_reason) is not null, result.GetResult(_all) is not null);
            if (hasReason != hasAll || hasIds == hasAll)
            {
                result.AddError("Give either orders, or --reason REASON --all for all of a store.");
            }
        });
    }

    protected override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.Value(_all) ? PlaceAllAsync(context, cancellationToken) : PlaceNamedAsync(context, cancellationToken);

    // All are found before any is placed, so that a misspelt one is told in time.
    private async Task<int> PlaceNamedAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var orders = new List<(string Store, long Id)>();
        foreach (var id in context.Value(_ids)!)
        {
            orders.Add(await OrderFinder.FindAsync(context, id, StoreOption.Given(context, _store), cancellationToken));
        }

        var note = new NoteRequest { Note = context.Value(_note) };
        return await EachOrder.ActAsync(
            context,
            [.. orders.Distinct()],
            (store, id) => context.Client.PlaceAsync(store, id, note, cancellationToken)
        );
    }

    private async Task<int> PlaceAllAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (store, reason) = (context.Value(_store)!, context.Value(_reason)!);
        if (!context.Value(_yes) && !await ConfirmsAsync(context, store, reason, cancellationToken))
        {
            return ExitCode.Failed;
        }

        var job = await context.Client.PlaceAllAsync(
            new PlaceSelection
            {
                Store = store,
                Reason = reason,
                Note = context.Value(_note),
            },
            cancellationToken
        );
        return await BulkJobs.FollowAsync(context, job, context.Value(_noWait), cancellationToken);
    }

    private static async Task<bool> ConfirmsAsync(
        CommandContext context,
        string store,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var count = (await context.Client.CountToPlaceAsync(store, reason, cancellationToken)).Count;
        if (count == 0)
        {
            throw new CommandException(
                ExitCode.NotFound,
                $"No order of store {CliFormat.Printable(store)} is ignored for {CliFormat.Printable(reason)} and not "
                    + $"placed. See: {CommandLine.ToolName} orders --state ignored"
            );
        }

        var number = count.ToString(CultureInfo.InvariantCulture);
        var answer =
            await context.Output.AskAsync(
                $"{CliFormat.Count(count, "order", "orders")} of store {CliFormat.Printable(store)} "
                    + $"({CliFormat.Printable(reason)}) {(count == 1 ? "is" : "are")} placed on the platform. "
                    + $"Type {number} to go on: ",
                cancellationToken
            )
            ?? throw new CommandException(
                ExitCode.Usage,
                $"This would place {CliFormat.Count(count, "order", "orders")}. Nobody can be asked here: add --yes if "
                    + "you mean it."
            );
        if (answer.Trim() == number)
        {
            return true;
        }

        context.Output.Say("Nothing was done.");
        return false;
    }
}
