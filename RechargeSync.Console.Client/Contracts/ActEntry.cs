namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One act of an operator: an item of <c>GET /admin/v1/acts</c>, newest first.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Act">
/// <c>replay</c>, <c>retry</c>, <c>redo</c>, <c>ignore</c>, <c>reveal</c>, <c>reconcile</c>, <c>heal</c> or
/// <c>repair</c>.
/// </param>
/// <param name="Store">The store's name.</param>
/// <param name="Resource">
/// <c>order/{id}</c>, <c>checkout/{token}</c>, <c>delivery/{id}</c>, <c>run/{id}</c> or <c>store</c>.
/// </param>
/// <param name="Reason">For which reason it was dead, or the step redone.</param>
/// <param name="Note">What the operator said.</param>
public sealed record ActEntry(
    long Id,
    DateTimeOffset At,
    string Actor,
    string Act,
    string Store,
    string Resource,
    string? Reason,
    string? Note
);
