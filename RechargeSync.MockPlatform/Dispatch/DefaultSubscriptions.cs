using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>Subscribes every store's receiver at start, as a merchant would have done before the first order.</summary>
internal sealed class DefaultSubscriptions(
    MockState state,
    StoreDirectory stores,
    IdSource ids,
    IOptions<MockOptions> options
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Subscribe();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Subscribe()
    {
        if (!options.Value.Webhooks.AutoSubscribe)
        {
            return;
        }

        var receiver = options.Value.Webhooks.BaseUrl.TrimEnd('/');
        foreach (var store in stores.All)
        {
            foreach (var topic in Topics.Default)
            {
                var subscription = new WebhookSubscription(
                    ids.NextRecharge(),
                    topic,
                    new Uri($"{receiver}/webhooks/recharge/{store.Name}/{topic}"),
                    Version: null,
                    IncludedObjects: []
                );
                state.Use(world => world.Of(store).Webhooks.Add(subscription.Id, subscription));
            }
        }
    }
}
