using System.CommandLine;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>orders</c>: searches and filters orders.</summary>
internal sealed class OrdersVerb : Verb
{
    private readonly Argument<string?> _search = new Argument<string?>("SEARCH")
    {
        Description = "Recharge order id, charge id, platform id or number, or reference; exact",
        Arity = ArgumentArity.ZeroOrOne,
    }.RefuseOptions();

    private readonly Option<string?> _state = new("--state") { Description = "Only orders in this state" };
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Only ignored or dead ones with this reason",
        HelpName = "REASON",
    };
    private readonly Option<string?> _kind = new("--kind") { Description = "Only this kind" };
    private readonly Option<string?> _store = StoreOption.Filter();
    private readonly Option<TimeSpan?> _minAge = ListOptions.Span(
        "--min-age",
        "Only orders known for at least so long: 90s, 15m, 2h, 3d"
    );
    private readonly Option<string?> _sort = new("--sort")
    {
        Description = "By Recharge's id, which grows with time; newest first unless set",
    };
    private readonly Option<int> _limit = ListOptions.Limit();
    private readonly Option<string?> _cursor = ListOptions.Cursor();

    public OrdersVerb(Terminal terminal)
        : base(
            terminal,
            "orders",
            "Search orders, newest first.",
            "orders 534919106",
            "orders --state retrying --min-age 15m",
            "orders --state dead --reason refused --store default --json"
        )
    {
        _state.AcceptOnlyFromAmong("waiting", "active", "retrying", "done", "ignored", "dead");
        _kind.AcceptOnlyFromAmong("standard", "prepaid");
        _sort.AcceptOnlyFromAmong("newest", "oldest");
        Add(_search);
        foreach (var option in new Option[] { _state, _reason, _kind, _store, _minAge, _sort, _limit, _cursor })
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var query = new OrderQuery
        {
            Search = call.Value(_search),
            State = call.Value(_state),
            Reason = call.Value(_reason),
            Kind = call.Value(_kind),
            Store = call.Value(_store),
            MinAge = call.Value(_minAge),
            Sort = call.Value(_sort),
        };
        var orders = await Pages.ReadAsync(
            call.Value(_limit),
            call.Value(_cursor),
            (cursor, limit) => call.Client.OrdersAsync(query with { Cursor = cursor, Limit = limit }, cancellationToken)
        );
        if (call.Screen.IsJson)
        {
            call.Screen.Json(orders, AdminJson.Default.ListPageOrderSummary);
            return ExitCode.Done;
        }

        if (orders.Items.Count == 0)
        {
            call.Screen.Say("No order fits.");
            return ExitCode.Done;
        }

        call.Screen.Table(
            ["order", "state", "kind", "next step", "tries", "platform", "age", "reason"],
            orders.Items.Select(Row)
        );
        if (orders.Next is { } next)
        {
            call.Screen.Say($"There are more: --limit N, or --cursor {Words.Printable(next)}");
        }

        return ExitCode.Done;
    }

    private static Cell[] Row(OrderSummary order) =>
        [
            Words.Number($"{order.Store}/{order.OrderId}"),
            Cell.State(order.State),
            order.Kind,
            order.NextStep == "none" ? "" : order.NextStep,
            order.Attempts == 0 ? "" : Words.Number($"{order.Attempts}"),
            order.PlatformOrderNumber ?? order.PlatformOrderId,
            Words.Duration(order.AgeMs),
            order.Reason,
        ];
}
