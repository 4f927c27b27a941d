namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One difference: an item of <c>GET /admin/v1/reconciliation/runs/{id}/findings</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RunId">The walk.</param>
/// <param name="Store">The store's name.</param>
/// <param name="OrderId">Recharge's id.</param>
/// <param name="Kind"><c>missing</c>, <c>different</c> or <c>extra</c>.</param>
/// <param name="Detail">A stable word, with ids where they help.</param>
/// <param name="Meaning">The word in plain words, and what to do where a person has to.</param>
/// <param name="Healed">True where the order was given to the state machine.</param>
/// <param name="FoundAt">When.</param>
/// <param name="OrderState">
/// Where the order stands now: a word of <see cref="OrderSummary.State"/>; null where we have none.
/// </param>
public sealed record ReconciliationFinding(
    long Id,
    long RunId,
    string Store,
    long OrderId,
    string Kind,
    string Detail,
    string Meaning,
    bool Healed,
    DateTimeOffset FoundAt,
    string? OrderState
);
