using System.CommandLine;
using System.Globalization;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Orders;

/// <summary>
/// <c>erase</c>: erases what is stored of a person, order by order, or all of a customer after the count was confirmed.
/// </summary>
internal sealed class EraseCommand : CliCommand
{
    private const string Prefix = "order/";

    private readonly Argument<string[]> _ids = new Argument<string[]>("ID")
    {
        Description = "Recharge's order id, order/ID, STORE/ID, a reference, or a charge id; several",
        Arity = ArgumentArity.ZeroOrMore,
    }.RefuseOptions();

    private readonly Option<string> _store = StoreOption.Target();
    private readonly Option<long?> _customer = new("--customer")
    {
        Description = "All orders of this customer of the store: Recharge's customer id",
        HelpName = "ID",
    };
    private readonly Option<string?> _note = NoteOption.Optional();
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };

    public EraseCommand(CliEnvironment environment)
        : base(
            environment,
            "erase",
            "Erase what is stored of a person: bodies, answers of other systems, notes. Ids, times and states stay.",
            "erase order/534919106 --note \"request 17\"",
            "erase --store default --customer 18819267"
        )
    {
        Add(_ids);
        foreach (var option in new Option[] { _store, _customer, _note, _yes })
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            var hasIds = result.GetResult(_ids) is { Tokens.Count: > 0 };
            var hasCustomer = result.GetResult(_customer) is not null;
            if (hasIds == hasCustomer)
            {
                result.AddError("Give either orders, or --customer ID for all orders of a customer.");
            }
        });
    }

    protected override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.Value(_customer) is { } customer
            ? EraseCustomerAsync(context, customer, cancellationToken)
            : EraseOrdersAsync(context, cancellationToken);

    // All are found before any is erased, so that a misspelt one is told in time.
    private async Task<int> EraseOrdersAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var given = StoreOption.Given(context, _store);
        var orders = new List<(string Store, long Id)>();
        foreach (var id in context.Value(_ids)!)
        {
            var bare = id.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? id[Prefix.Length..] : id;
            orders.Add(await OrderFinder.FindAsync(context, bare, given, cancellationToken));
        }

        orders = [.. orders.Distinct()];
        var named = string.Join(", ", orders.Select(order => CliFormat.Number($"{order.Store}/{order.Id}")));
        if (!context.Value(_yes) && !await ConfirmsAsync(context, orders.Count, named, cancellationToken))
        {
            return ExitCode.Failed;
        }

        var note = new NoteRequest { Note = context.Value(_note) };
        return await EachOrder.ActAsync(
            context,
            orders,
            (store, id) => context.Client.EraseAsync(store, id, note, cancellationToken)
        );
    }

    private async Task<int> EraseCustomerAsync(
        CommandContext context,
        long customer,
        CancellationToken cancellationToken
    )
    {
        var store = context.Value(_store)!;
        var found = await context.Client.CustomerAsync(store, customer, cancellationToken);
        if (found.Orders == 0)
        {
            throw new CommandException(
                ExitCode.NotFound,
                CliFormat.Number($"No order of customer {customer} of store {CliFormat.Printable(store)} can be erased; ")
                    + CliFormat.Number($"{found.Unfinished} not done yet.")
            );
        }

        var whose = CliFormat.Number($"customer {customer} of store {CliFormat.Printable(store)}");
        if (!context.Value(_yes) && !await ConfirmsAsync(context, found.Orders, whose, cancellationToken))
        {
            return ExitCode.Failed;
        }

        var request = new EraseRequest { Orders = found.Orders, Note = context.Value(_note) };
        var result = await context.Client.EraseCustomerAsync(store, customer, request, cancellationToken);
        if (context.Output.IsJson)
        {
            context.Output.Json(result, AdminJson.Default.CustomerOrders);
        }
        else
        {
            context.Output.Line(CliFormat.Count(result.Orders, "order is", "orders are") + " erased.");
            if (result.Unfinished > 0)
            {
                context.Output.Say(
                    CliFormat.Count(result.Unfinished, "order is", "orders are")
                        + " not done yet and left alone: wait or ignore, and erase then."
                );
            }
        }

        return result.Unfinished == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<bool> ConfirmsAsync(
        CommandContext context,
        int count,
        string whose,
        CancellationToken cancellationToken
    )
    {
        var number = count.ToString(CultureInfo.InvariantCulture);
        var answer =
            await context.Output.AskAsync(
                $"What is stored of the person of {CliFormat.Count(count, "order", "orders")} ({whose}) is erased for good. "
                    + $"Type {number} to go on: ",
                cancellationToken
            )
            ?? throw new CommandException(
                ExitCode.Usage,
                $"This would erase {CliFormat.Count(count, "order", "orders")}. Nobody can be asked here: add --yes if you "
                    + "mean it."
            );
        if (answer.Trim() == number)
        {
            return true;
        }

        context.Output.Say("Nothing was done.");
        return false;
    }
}
