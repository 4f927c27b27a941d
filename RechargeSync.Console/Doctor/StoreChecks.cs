using Microsoft.Extensions.Options;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Subscriptions;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Doctor;

/// <summary>What one store depends on: Recharge's token, its scopes, the subscriptions, the platform.</summary>
internal sealed class StoreChecks(
    RechargeClient recharge,
    ListedSubscriptions subscriptions,
    PlatformRegistry platforms,
    LegacyUse legacy,
    IOptions<ReconciliationOptions> options,
    TimeProvider clock
)
{
    private readonly KeptAnswers<CheckResult> _scopes = new(clock);
    private readonly KeptAnswers<IReadOnlyList<NamedResult>> _platforms = new(clock);

    /// <summary>Whether the legacy header alone is accepted, and whether that is needed.</summary>
    public async Task<CheckResult> SignaturesAsync(Store store, CancellationToken cancellationToken)
    {
        if (!store.Options.AcceptLegacySignature)
        {
            return CheckResult.Ok("Only the timestamped signature is accepted.");
        }

        return await legacy.LastAsync(store.Name, cancellationToken) is { } last
            ? CheckResult.Warning(
                $"{RechargeSignature.LegacyHeader} alone is accepted, and was last needed at {last:u}.",
                $"Recharge sends {RechargeSignature.TimestampedHeader} too: find out what drops it on the way; then set "
                    + $"Stores:{store.Name}:AcceptLegacySignature to false."
            )
            : CheckResult.Warning(
                $"{RechargeSignature.LegacyHeader} alone is accepted, and no delivery is known that needed it.",
                $"It is the weaker one, without a time: set Stores:{store.Name}:AcceptLegacySignature to false."
            );
    }

    public async Task<CheckResult> TokenAsync(Store store, CancellationToken cancellationToken) =>
        await subscriptions.ListAsync(store, cancellationToken) switch
        {
            RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed { Failure.Status: 401 or 403 } =>
                CheckResult.Failed(
                    "Recharge refuses the access token.",
                    $"Set Stores:{store.Name}:AccessToken to the API token's value; it is not the client secret."
                ),
            RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed { Failure: var failure } => CheckResult.Failed(
                "Recharge could not be asked.",
                FailureText.Of(failure)
            ),
            _ => CheckResult.Ok("Recharge accepts the access token."),
        };

    public Task<CheckResult> ScopesAsync(Store store, CancellationToken cancellationToken) =>
        _scopes.GetAsync(store.Name, token => AskScopesAsync(store, token), cancellationToken);

    private async Task<CheckResult> AskScopesAsync(Store store, CancellationToken cancellationToken) =>
        await recharge.GetOrdersAsync(store, "/orders?limit=1", 1, CallPriority.Backfill, cancellationToken) switch
        {
            RechargeAnswer<OrderPage>.Failed { Failure.Status: 401 or 403 } => CheckResult.Failed(
                "The token may not read orders.",
                "Give it the scopes read_orders and write_orders at Recharge."
            ),
            RechargeAnswer<OrderPage>.Failed { Failure: var failure } => CheckResult.Failed(
                "Recharge could not be asked.",
                FailureText.Of(failure)
            ),
            _ => CheckResult.Ok(
                "The token may read orders; whether it may write them shows with the first write-back."
            ),
        };

    public async Task<CheckResult> SubscriptionsAsync(Store store, CancellationToken cancellationToken)
    {
        if (options.Value.WebhookBaseUrl.Length == 0)
        {
            return CheckResult.Skipped(
                "It is not known where webhooks have to go.",
                "Set Reconciliation:WebhookBaseUrl for Worker and Console; subscriptions are then kept by themselves."
            );
        }

        switch (await subscriptions.ListAsync(store, cancellationToken))
        {
            case RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Ok { Value: var listed }:
                var plan = SubscriptionPlan.For(
                    listed,
                    options.Value.WebhookBaseUrl,
                    store.Name,
                    options.Value.SubscribeToTakeBacks
                );
                return plan.Missing.Count > 0
                        ? CheckResult.Failed(
                            $"Subscriptions are missing: {string.Join(", ", plan.Missing.Select(need => need.Topic))}.",
                            "Repair the subscriptions of this store."
                        )
                    : plan.Surplus.Count > 0
                        ? CheckResult.Warning(
                            $"{plan.Surplus.Count} subscriptions are there twice.",
                            "Repair the subscriptions of this store."
                        )
                    : CheckResult.Ok("Every subscription is there.");
            case RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed { Failure: var failure }:
                return CheckResult.Failed("Recharge could not be asked.", FailureText.Of(failure));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What the adapter has found, each in a line of its own.</summary>
    public Task<IReadOnlyList<NamedResult>> PlatformAsync(Store store, CancellationToken cancellationToken) =>
        _platforms.GetAsync(store.Name, token => AskPlatformAsync(store, token), cancellationToken);

    /// <summary>What no update of a placed order can carry there, which asks nobody.</summary>
    public Task<CheckResult> CapabilitiesAsync(Store store) =>
        Task.FromResult(CapabilityLine.Of(store.Options.Platform.Kind, platforms.For(store).Capabilities));

    private async Task<IReadOnlyList<NamedResult>> AskPlatformAsync(Store store, CancellationToken cancellationToken) =>
        [.. (await platforms.For(store).CheckAsync(cancellationToken)).Select(FindingLine.Of)];
}
