namespace RechargeSync.Core.Admin.Contracts;

/// <summary>What the Worker's watch over a store's webhook subscriptions last said.</summary>
/// <param name="State"><c>ok</c>, <c>failing</c>, <c>pending</c> (not looked yet) or <c>unwatched</c>.</param>
/// <param name="CompleteAt">When all subscriptions were last there.</param>
/// <param name="NextLookAt">When the next look is due.</param>
/// <param name="Attempts">Failed looks in a row.</param>
/// <param name="Error">Why the last one failed.</param>
public sealed record SubscriptionHealth(
    string State,
    DateTimeOffset? CompleteAt,
    DateTimeOffset? NextLookAt,
    int Attempts,
    string? Error
);
