namespace RechargeSync.MockPlatform.Recharge.Webhooks;

/// <summary>One registered webhook.</summary>
/// <param name="Version">The shape of its bodies; null follows the store's default.</param>
/// <param name="IncludedObjects">Further top-level keys of its bodies.</param>
internal sealed record WebhookSubscription(
    long Id,
    string Topic,
    Uri Address,
    ApiVersion? Version,
    IReadOnlyList<string> IncludedObjects
);
