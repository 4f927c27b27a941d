using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// How a row of leased work is changed from outside its lease, as the <c>SET</c> lists of statements: each is written
/// here once, whatever table it is for. The fence grows, so that nobody who had the row before can write over it.
/// </summary>
internal static class WorkChanges
{
    // A lease that was not given back is of a worker that is gone or late: what it was at may have happened up to now.
    private const string IsUnknown = "WHEN lease_owner IS NOT NULL AND intent <> 0 THEN now()";

    private const string Freed =
        "retry_at = NULL, waits_for = NULL, lease_owner = NULL, fence = fence + 1, updated_at = now()";

    /// <summary>Work goes on at once; what was tried before still counts.</summary>
    public const string Hasten = $"unknown_since = CASE {IsUnknown} ELSE unknown_since END, due_at = now(), {Freed}";

    /// <summary>Work begins anew at once, as if nothing had failed before.</summary>
    public static readonly string Revive = ReviveAt("now()");

    /// <summary>Nothing is done any more, unless something new is delivered; the reason stays.</summary>
    public static readonly string Discard =
        $"state = {WorkState.Ignored.Sql()}, finished_at = now(), due_at = NULL, {Freed}";

    /// <summary>
    /// Nothing is under way and nobody is asked: the row's next event brings a body of its own, so none of those before
    /// is needed. A dead letter is not at rest.
    /// </summary>
    public static readonly string IsAtRest =
        $"state in ({WorkState.Waiting.Sql()}, {WorkState.Done.Sql()}, {WorkState.Ignored.Sql()}) "
        + "AND due_at IS NULL AND lease_owner IS NULL";

    /// <summary>What the database's future has put off, is due at once.</summary>
    public const string ForgetFuture = "due_at = now(), retry_at = NULL, waits_for = NULL, updated_at = now()";

    /// <summary>What has waited for a side is due.</summary>
    public const string Wake = ForgetFuture;

    /// <summary>
    /// Work begins anew at a time that the statement tells, as if nothing had failed before. That something may have
    /// been tried since the row began stays known: the next step looks before it acts.
    /// </summary>
    public static string ReviveAt(string due) =>
        $"state = {WorkState.Active.Sql()}, reason = NULL, attempts = 0, failing_since = NULL, finished_at = NULL, "
        + $"unknown_since = CASE {IsUnknown} ELSE coalesce(unknown_since, created_at) END, due_at = {due}, {Freed}";

    /// <summary>True of a row that was written while the database's clock was ahead.</summary>
    public static string IsFromFuture(string table) => $"{table}.updated_at > {Future.Begin}";
}
