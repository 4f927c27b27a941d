using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Orders;

/// <summary><c>replay</c>: tries an order now, or redoes it from a step.</summary>
internal sealed class ReplayCommand : CliCommand
{
    private readonly Argument<string> _id = OrderFinder.Argument();
    private readonly Option<string?> _store = StoreOption.Filter();
    private readonly Option<string?> _from = new("--from")
    {
        Description = "Redo from this step; 'explain' tells which may be redone",
    };
    private readonly Option<string?> _note = NoteOption.Optional();

    public ReplayCommand(CliEnvironment environment)
        : base(
            environment,
            "replay",
            "Try an order now, dead or not, or redo it from a step. What may have happened before is looked up first.",
            "replay 534919106",
            "replay default/534919106 --from write_order_ids --note \"ids were cleared by hand\""
        )
    {
        _from.AcceptOnlyFromAmong("push", "update_platform", "write_order_ids", "write_charge_id");
        Add(_id);
        Add(_store);
        Add(_from);
        Add(_note);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (store, id) = await OrderFinder.FindAsync(
            context,
            context.Value(_id)!,
            context.Value(_store),
            cancellationToken
        );
        var note = context.Value(_note);
        var result = context.Value(_from) is { } step
            ? await context.Client.RedoAsync(store, id, new RedoRequest { Step = step, Note = note }, cancellationToken)
            : await context.Client.RetryAsync(store, id, new NoteRequest { Note = note }, cancellationToken);
        if (context.Output.IsJson)
        {
            context.Output.Json(result, AdminJson.Default.OrderActionResult);
        }
        else
        {
            context.Output.Line(
                CliFormat.Number(
                    $"Order {result.OrderId} of store {result.Store}: {CliFormat.Printable(result.Message)}"
                )
            );
        }

        return ExitCode.Done;
    }
}
