using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;
using RechargeSync.Console.Doctor;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Subscriptions;

/// <summary>Asks Recharge which subscriptions there are, and compares them with those needed.</summary>
internal sealed class SubscriptionList(
    ListedSubscriptions subscriptions,
    StoreRegistry stores,
    SubscriptionHealthQuery health,
    IOptions<ReconciliationOptions> options
)
{
    /// <summary>Each store's subscriptions, or one store's.</summary>
    public async Task<Answer<ListPage<StoreSubscriptions>>> ListAsync(
        string? store,
        CancellationToken cancellationToken
    )
    {
        var asked = stores.All.Where(known => store is null || known.Name == store).ToList();
        if (asked.Count == 0 && store is not null)
        {
            return Refusal.NotFound("No such store is configured.");
        }

        var of = await health.ReadAsync(cancellationToken);
        return new ListPage<StoreSubscriptions>(
            await Task.WhenAll(asked.Select(known => ReadAsync(known, of(known.Name), cancellationToken))),
            null
        );
    }

    /// <summary>Compares what is listed with what is needed. Pure.</summary>
    internal static IReadOnlyList<Subscription> Compare(
        IReadOnlyList<WebhookSubscription> listed,
        string baseUrl,
        string store,
        bool takeBacks
    )
    {
        if (baseUrl.Length == 0)
        {
            return
            [
                .. listed.Select(webhook => new Subscription(webhook.Id, webhook.Topic, webhook.Address, "foreign")),
            ];
        }

        var plan = SubscriptionPlan.For(listed, baseUrl, store, takeBacks);
        var ours = SubscriptionPlan
            .For([], baseUrl, store, takeBacks)
            .Missing.Select(need => (need.Topic, new Uri(need.Address)))
            .ToHashSet();
        return
        [
            .. plan.Missing.Select(need => new Subscription(null, need.Topic, need.Address, "missing")),
            .. listed.Select(webhook => new Subscription(
                webhook.Id,
                webhook.Topic,
                webhook.Address,
                StateOf(webhook, plan, ours)
            )),
        ];
    }

    private static string StateOf(WebhookSubscription webhook, SubscriptionPlan plan, HashSet<(string, Uri)> ours) =>
        plan.Surplus.Contains(webhook) ? "surplus"
        : Uri.TryCreate(webhook.Address, UriKind.Absolute, out var address) && ours.Contains((webhook.Topic, address))
            ? "ok"
        : "foreign";

    private async Task<StoreSubscriptions> ReadAsync(
        Store store,
        SubscriptionHealth last,
        CancellationToken cancellationToken
    )
    {
        var baseUrl = options.Value.WebhookBaseUrl;
        var address = baseUrl.Length > 0 ? $"{baseUrl.TrimEnd('/')}/webhooks/recharge/{store.Name}/" : null;
        switch (await subscriptions.ListAsync(store, cancellationToken))
        {
            case RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Ok { Value: var listed }:
                var items = Compare(listed, baseUrl, store.Name, options.Value.SubscribeToTakeBacks);
                return new StoreSubscriptions(
                    store.Name,
                    address,
                    address is null ? null : items.All(item => item.State != "missing"),
                    last,
                    items,
                    null
                );
            case RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed { Failure: var failure }:
                return new StoreSubscriptions(store.Name, address, null, last, [], FailureText.Of(failure));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
