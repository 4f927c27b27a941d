namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One walk over a store's orders: an item of <c>GET /admin/v1/reconciliation/runs</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Store">The store's name.</param>
/// <param name="Cause"><c>first</c>, <c>schedule</c> or <c>backfill</c>.</param>
/// <param name="State"><c>running</c>, <c>stalled</c> or <c>finished</c>.</param>
/// <param name="Stage"><c>unlinked</c>, <c>linked</c> or <c>sample</c>.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="FromAt">Orders updated from this time on were looked at.</param>
/// <param name="Checked">Orders looked at.</param>
/// <param name="Missing">Orders that we had not acted on.</param>
/// <param name="Different">Orders that are not the same on both sides.</param>
/// <param name="Extra">Orders that only we have.</param>
/// <param name="Healed">Findings whose order was given to the state machine.</param>
/// <param name="Warning">What an operator should know.</param>
/// <param name="Error">Why it stands still.</param>
public sealed record ReconciliationRun(
    long Id,
    string Store,
    string Cause,
    string State,
    string Stage,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    long? DurationMs,
    DateTimeOffset FromAt,
    int Checked,
    int Missing,
    int Different,
    int Extra,
    int Healed,
    string? Warning,
    string? Error
);
