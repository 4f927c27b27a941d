namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Something that needs a person, and the one act that comes next.</summary>
/// <param name="Kind">
/// <c>dead_letters</c>, <c>quarantine</c>, <c>old_orders</c>, <c>subscriptions</c>, <c>reconciliation</c>,
/// <c>drift</c>, <c>redis</c>.
/// </param>
/// <param name="Severity"><c>critical</c> or <c>warning</c>.</param>
/// <param name="Store">The store; null where it concerns all.</param>
/// <param name="Reason">The dead letters' reason, or the failure's; null where there is none.</param>
/// <param name="Count">How many; 0 where that means nothing.</param>
/// <param name="Message">What is the matter, in plain words.</param>
/// <param name="Act">
/// What to do next: <c>review_dead_letters</c>, <c>review_deliveries</c>, <c>review_orders</c>,
/// <c>repair_subscriptions</c>, <c>run_reconciliation</c>, <c>review_findings</c> or <c>run_doctor</c>.
/// </param>
/// <param name="RunId">The walk that the findings belong to; null otherwise.</param>
public sealed record AttentionItem(
    string Kind,
    string Severity,
    string? Store,
    string? Reason,
    long Count,
    string Message,
    string Act,
    long? RunId
);
