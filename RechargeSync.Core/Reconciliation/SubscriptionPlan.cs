using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>What has to be done about a store's subscriptions. Pure.</summary>
/// <param name="Missing">Topics without one, and the address they need.</param>
/// <param name="Surplus">Copies that would deliver each event once more.</param>
internal sealed record SubscriptionPlan(
    IReadOnlyList<(string Topic, string Address)> Missing,
    IReadOnlyList<WebhookSubscription> Surplus
)
{
    /// <summary>
    /// Compares what is there with what is needed. Whatever has another topic or address is somebody else's and left
    /// alone.
    /// </summary>
    /// <param name="listed">The token's webhooks.</param>
    /// <param name="baseUrl">Address of the ingress.</param>
    /// <param name="store">The store's name.</param>
    /// <param name="takeBacks">Whether cancellations, deletions and refunds are wanted too.</param>
    public static SubscriptionPlan For(
        IReadOnlyList<WebhookSubscription> listed,
        string baseUrl,
        string store,
        bool takeBacks
    )
    {
        var missing = new List<(string, string)>();
        var surplus = new List<WebhookSubscription>();
        foreach (
            var topic in RechargeTopic.All.Where(topic => takeBacks || !topic.IsTakeBack).Select(topic => topic.Name)
        )
        {
            var address = $"{baseUrl.TrimEnd('/')}/webhooks/recharge/{store}/{topic}";
            var copies = listed
                .Where(webhook => webhook.Topic == topic && IsSame(webhook.Address, address))
                .OrderBy(webhook => webhook.Id)
                .ToList();
            if (copies.Count == 0)
            {
                missing.Add((topic, address));
            }

            // The oldest stays: deliveries that are still being retried belong to it.
            surplus.AddRange(copies.Skip(1));
        }

        return new SubscriptionPlan(missing, surplus);
    }

    /// <summary>The same one by one: what is missing first.</summary>
    public IReadOnlyList<SubscriptionChange> Changes() =>
        [
            .. Missing.Select(missing => new SubscriptionChange(missing.Topic, missing.Address, SurplusId: null)),
            .. Surplus.Select(copy => new SubscriptionChange(copy.Topic, Address: null, copy.Id)),
        ];

    // As addresses, not as texts: Recharge may give back the host in lower case, or the port that goes without saying.
    private static bool IsSame(string listed, string address) =>
        Uri.TryCreate(listed, UriKind.Absolute, out var uri) && uri == new Uri(address);
}
