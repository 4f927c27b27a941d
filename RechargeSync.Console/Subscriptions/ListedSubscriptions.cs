using RechargeSync.Console.Hosting;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Subscriptions;

/// <summary>The webhook subscriptions of each store as Recharge listed them, at most half a minute ago.</summary>
internal sealed class ListedSubscriptions(WebhookSubscriptions subscriptions, TimeProvider clock)
{
    private readonly KeptAnswers<RechargeAnswer<IReadOnlyList<WebhookSubscription>>> _lists = new(clock);

    /// <summary>Asks for them where they are not fresh; behind live orders.</summary>
    public Task<RechargeAnswer<IReadOnlyList<WebhookSubscription>>> ListAsync(
        Store store,
        CancellationToken cancellationToken
    ) =>
        _lists.GetAsync(
            store.Name,
            token => subscriptions.ListAsync(store, CallPriority.Backfill, token),
            cancellationToken
        );
}
