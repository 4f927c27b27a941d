using System.CommandLine;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>replay</c>: tries an order now, or redoes it from a step.</summary>
internal sealed class ReplayVerb : Verb
{
    private readonly Argument<string> _id = OrderFinder.Argument();
    private readonly Option<string?> _store = StoreOption.Filter();
    private readonly Option<string?> _from = new("--from")
    {
        Description = "Redo from this step; 'explain' tells which may be redone",
    };
    private readonly Option<string?> _note = NoteOption.Optional();

    public ReplayVerb(Terminal terminal)
        : base(
            terminal,
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

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var (store, id) = await OrderFinder.FindAsync(call, call.Value(_id)!, call.Value(_store), cancellationToken);
        var note = call.Value(_note);
        var result = call.Value(_from) is { } step
            ? await call.Client.RedoAsync(store, id, new RedoRequest { Step = step, Note = note }, cancellationToken)
            : await call.Client.RetryAsync(store, id, new NoteRequest { Note = note }, cancellationToken);
        if (call.Screen.IsJson)
        {
            call.Screen.Json(result, AdminJson.Default.OrderActResult);
        }
        else
        {
            call.Screen.Line(
                Words.Number($"Order {result.OrderId} of store {result.Store}: {Words.Printable(result.Message)}")
            );
        }

        return ExitCode.Done;
    }
}
