using System.CommandLine;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>webhooks list</c>: the subscriptions as Recharge lists them now.</summary>
internal sealed class SubscriptionListVerb : Verb
{
    private readonly Option<string?> _store = StoreOption.Filter();

    public SubscriptionListVerb(Terminal terminal)
        : base(
            terminal,
            "list",
            "List the subscriptions that are needed, and those that are there.",
            "webhooks list",
            "webhooks list --store default --json"
        ) => Add(_store);

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var stores = await call.Client.SubscriptionsAsync(call.Value(_store), cancellationToken);
        if (call.Screen.IsJson)
        {
            call.Screen.Json(stores, AdminJson.Default.ListPageStoreSubscriptions);
            return ExitCode.Done;
        }

        call.Screen.Table(
            ["store", "topic", "state", "id", "address"],
            stores.Items.SelectMany(store =>
                store.Items.Select(item =>
                    new Cell[]
                    {
                        store.Store,
                        item.Topic,
                        Cell.State(item.State),
                        item.Id is { } id ? Words.Number($"{id}") : "",
                        item.Address,
                    }
                )
            )
        );
        foreach (var store in stores.Items)
        {
            if (store.Error is { } error)
            {
                call.Screen.Say(Words.Printable($"{store.Store}: {error}"));
            }
            else if (store.Complete == false)
            {
                call.Screen.Say(
                    Words.Printable(
                        $"{store.Store}: some are missing. Create them: {CommandLine.ToolName} webhooks repair --store {store.Store}"
                    )
                );
            }
        }

        return ExitCode.Done;
    }
}
