using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Subscriptions;

/// <summary><c>webhooks list</c>: the subscriptions as Recharge lists them now.</summary>
internal sealed class ListSubscriptionsCommand : CliCommand
{
    private readonly Option<string?> _store = StoreOption.Filter();

    public ListSubscriptionsCommand(CliEnvironment environment)
        : base(
            environment,
            "list",
            "List the subscriptions that are needed, and those that are there.",
            "webhooks list",
            "webhooks list --store default --json"
        ) => Add(_store);

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var stores = await context.Client.SubscriptionsAsync(context.Value(_store), cancellationToken);
        if (context.Output.IsJson)
        {
            context.Output.Json(stores, AdminJson.Default.ListPageStoreSubscriptions);
            return ExitCode.Done;
        }

        context.Output.Table(
            ["store", "topic", "state", "id", "address"],
            stores.Items.SelectMany(store =>
                store.Items.Select(item =>
                    new Cell[]
                    {
                        store.Store,
                        item.Topic,
                        Cell.State(item.State),
                        item.Id is { } id ? CliFormat.Number($"{id}") : "",
                        item.Address,
                    }
                )
            )
        );
        foreach (var store in stores.Items)
        {
            if (store.Error is { } error)
            {
                context.Output.Say(CliFormat.Printable($"{store.Store}: {error}"));
            }
            else if (store.Complete == false)
            {
                context.Output.Say(
                    CliFormat.Printable(
                        $"{store.Store}: some are missing. Create them: "
                            + $"{CommandLine.ToolName} webhooks repair --store {store.Store}"
                    )
                );
            }
        }

        return ExitCode.Done;
    }
}
