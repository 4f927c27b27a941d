using Microsoft.Extensions.Options;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Admin.Doctoring;

/// <summary>What one store depends on: Recharge's token, its scopes, the subscriptions, the platform.</summary>
internal sealed class StoreSurroundings(
    RechargeClient recharge,
    PlatformRegistry platforms,
    IOptions<ReconciliationOptions> options
)
{
    /// <summary>A reference that no order has.</summary>
    private const string NoReference = "recharge:doctor:0";

    public async Task<Finding> TokenAsync(Store store, CancellationToken cancellationToken) =>
        await recharge.GetWebhooksAsync(store, cancellationToken) switch
        {
            RechargeAnswer<IReadOnlyList<RechargeWebhook>>.Failed { Failure.Status: 401 or 403 } => Finding.Failed(
                "Recharge refuses the access token.",
                $"Set Stores:{store.Name}:AccessToken to the API token's value; it is not the client secret."
            ),
            RechargeAnswer<IReadOnlyList<RechargeWebhook>>.Failed { Failure: var failure } => Finding.Failed(
                "Recharge could not be asked.",
                FailureWords.Of(failure)
            ),
            _ => Finding.Ok("Recharge accepts the access token."),
        };

    public async Task<Finding> ScopesAsync(Store store, CancellationToken cancellationToken) =>
        await recharge.GetOrdersAsync(store, "/orders?limit=1", 1, CallPriority.Live, cancellationToken) switch
        {
            RechargeAnswer<OrderPage>.Failed { Failure.Status: 401 or 403 } => Finding.Failed(
                "The token may not read orders.",
                "Give it the scopes read_orders and write_orders at Recharge."
            ),
            RechargeAnswer<OrderPage>.Failed { Failure: var failure } => Finding.Failed(
                "Recharge could not be asked.",
                FailureWords.Of(failure)
            ),
            _ => Finding.Ok("The token may read orders; whether it may write them shows with the first write-back."),
        };

    public async Task<Finding> SubscriptionsAsync(Store store, CancellationToken cancellationToken)
    {
        if (options.Value.WebhookBaseUrl.Length == 0)
        {
            return Finding.Skipped(
                "It is not known where webhooks have to go.",
                "Set Reconciliation:WebhookBaseUrl for Worker and Console; subscriptions are then kept by themselves."
            );
        }

        switch (await recharge.GetWebhooksAsync(store, cancellationToken))
        {
            case RechargeAnswer<IReadOnlyList<RechargeWebhook>>.Ok { Value: var listed }:
                var plan = SubscriptionPlan.For(listed, options.Value.WebhookBaseUrl, store.Name);
                return plan.Missing.Count > 0
                        ? Finding.Failed(
                            $"Subscriptions are missing: {string.Join(", ", plan.Missing.Select(need => need.Topic))}.",
                            "Repair the subscriptions of this store."
                        )
                    : plan.Surplus.Count > 0
                        ? Finding.Warning(
                            $"{plan.Surplus.Count} subscriptions are there twice.",
                            "Repair the subscriptions of this store."
                        )
                    : Finding.Ok("Every subscription is there.");
            case RechargeAnswer<IReadOnlyList<RechargeWebhook>>.Failed { Failure: var failure }:
                return Finding.Failed("Recharge could not be asked.", FailureWords.Of(failure));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public async Task<Finding> PlatformAsync(Store store, CancellationToken cancellationToken) =>
        await platforms.For(store).FindAsync(NoReference, cancellationToken) switch
        {
            PlatformAnswer<PlatformIds>.Failed { Failure: { Status: 401 or 403 } } => Finding.Failed(
                "The platform refuses the key.",
                $"Correct Stores:{store.Name}:Platform:ApiKey."
            ),
            PlatformAnswer<PlatformIds>.Failed { Failure: var failure } => Finding.Failed(
                "The platform could not be asked.",
                FailureWords.Of(failure)
            ),
            _ => Finding.Ok("The platform answers and knows the key."),
        };
}
