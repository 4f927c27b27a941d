using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Orders;

/// <summary><c>orders</c>: searches and filters orders.</summary>
internal sealed class OrdersCommand : CliCommand
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

    public OrdersCommand(CliEnvironment environment)
        : base(
            environment,
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

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var query = new OrderQuery
        {
            Search = context.Value(_search),
            State = context.Value(_state),
            Reason = context.Value(_reason),
            Kind = context.Value(_kind),
            Store = context.Value(_store),
            MinAge = context.Value(_minAge),
            Sort = context.Value(_sort),
        };
        var orders = await Pages.ReadAsync(
            context.Value(_limit),
            context.Value(_cursor),
            (cursor, limit) =>
                context.Client.OrdersAsync(query with { Cursor = cursor, Limit = limit }, cancellationToken)
        );
        if (context.Output.IsJson)
        {
            context.Output.Json(orders, AdminJson.Default.ListPageOrderSummary);
            return ExitCode.Done;
        }

        if (orders.Items.Count == 0)
        {
            context.Output.Say("No order fits.");
            return ExitCode.Done;
        }

        context.Output.Table(
            ["order", "state", "kind", "next step", "attempts", "platform", "age", "reason"],
            orders.Items.Select(Row)
        );
        if (orders.Next is { } next)
        {
            context.Output.Say($"There are more: --limit N, or --cursor {CliFormat.Printable(next)}");
        }

        return ExitCode.Done;
    }

    private static Cell[] Row(OrderSummary order) =>
        [
            CliFormat.Number($"{order.Store}/{order.OrderId}"),
            Cell.State(order.State),
            order.Kind,
            order.NextStep == "none" ? "" : order.NextStep,
            order.Attempts == 0 ? "" : CliFormat.Number($"{order.Attempts}"),
            order.PlatformOrderNumber ?? order.PlatformOrderId,
            CliFormat.Duration(order.AgeMs),
            order.Reason,
        ];
}
