using System.Globalization;
using System.Net;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Recharge;

/// <summary>A webhook subscription of the token.</summary>
/// <param name="Id">Recharge's id of it.</param>
/// <param name="Topic">For instance <c>order/created</c>.</param>
/// <param name="Address">Where its events are delivered.</param>
internal sealed record WebhookSubscription(long Id, string Topic, string Address);

/// <summary>A part of the list of subscriptions.</summary>
/// <param name="Listed">Its subscriptions.</param>
/// <param name="Cursor">Leads to the next part; null after the last.</param>
internal sealed record SubscriptionPart(IReadOnlyList<WebhookSubscription> Listed, string? Cursor);

/// <summary>The webhook subscriptions of a store's token; Recharge shows no others.</summary>
internal sealed class WebhookSubscriptions(RechargeCalls calls)
{
    /// <summary>More parts than a list of subscriptions can have: ten for each topic.</summary>
    private const int MostParts = 20;

    /// <summary>Lists them all, or fails: half a list would make the other half look deleted.</summary>
    public async Task<RechargeAnswer<IReadOnlyList<WebhookSubscription>>> ListAsync(
        Store store,
        CallPriority priority,
        CancellationToken cancellationToken
    )
    {
        var subscriptions = new List<WebhookSubscription>();
        var path = "/webhooks";
        for (var part = 0; part < MostParts; part++)
        {
            switch (
                await calls.SendAsync(
                    new RechargeCall(store, HttpMethod.Get, path, priority),
                    answer => RechargePayload.ReadSubscriptions(answer.Body),
                    cancellationToken
                )
            )
            {
                case RechargeAnswer<SubscriptionPart>.Failed failed:
                    return new RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed(failed.Failure);
                case RechargeAnswer<SubscriptionPart>.Ok { Value: var (listed, cursor) }:
                    subscriptions.AddRange(listed);
                    if (cursor is null)
                    {
                        return new RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Ok(subscriptions);
                    }

                    path = $"/webhooks?cursor={Uri.EscapeDataString(cursor)}";
                    break;
            }
        }

        return new RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed(
            new CallFailure(CallFailureKind.Ambiguous, "malformed", Detail: "the list of webhooks does not end")
        );
    }

    /// <summary>
    /// Creates a subscription. Not safe to repeat without listing first: Recharge accepts identical copies.
    /// </summary>
    /// <remarks>
    /// The field <c>version</c> is not documented: where Recharge answers 422, the subscription goes without it.
    /// </remarks>
    /// <returns>Null where it worked.</returns>
    public Task<CallFailure?> CreateAsync(
        Store store,
        string topic,
        string address,
        CancellationToken cancellationToken
    ) =>
        RechargeCalls.WriteTolerantlyAsync(
            body =>
                calls.WriteAsync(
                    new RechargeCall(store, HttpMethod.Post, "/webhooks", CallPriority.Live, body),
                    resource: null,
                    cancellationToken
                ),
            RequestBodies.Subscription(topic, address, store.Options.ApiVersion),
            () => RequestBodies.Subscription(topic, address, version: null)
        );

    /// <summary>Deletes a subscription; one that is gone already is as good.</summary>
    /// <returns>Null where it is gone.</returns>
    public async Task<CallFailure?> DeleteAsync(Store store, long id, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/webhooks/{id}");
        var failure = await calls.WriteAsync(
            new RechargeCall(store, HttpMethod.Delete, path, CallPriority.Live),
            resource: null,
            cancellationToken
        );
        return failure?.Status == (int)HttpStatusCode.NotFound ? null : failure;
    }
}
