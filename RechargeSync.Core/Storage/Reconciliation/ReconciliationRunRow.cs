namespace RechargeSync.Core.Storage;

/// <summary>Why a run was made. Stored as a number.</summary>
internal enum RunCause : short
{
    /// <summary>The store's first.</summary>
    First = 0,

    /// <summary>Its turn had come.</summary>
    Schedule = 1,

    /// <summary>Subscriptions were gone, or the run before could not be sure of its end.</summary>
    Backfill = 2,

    /// <summary>An operator wants to know what would be mended.</summary>
    DryRun = 3,
}

/// <summary>The parts of a run, one after the other. Stored as a number.</summary>
internal enum RunStage : short
{
    /// <summary>Orders that should have an external id and have none.</summary>
    Unlinked = 0,

    /// <summary>Orders with an external id that were changed: is it ours, and do we know the change?</summary>
    Linked = 1,

    /// <summary>A few of our placed orders, in turn: does Recharge still know them?</summary>
    Sample = 2,
}

/// <summary>One run over a store's orders and what it found: table <c>reconciliation_runs</c>.</summary>
internal sealed class ReconciliationRunRow
{
    public long Id { get; init; }

    public required string Store { get; init; }

    public RunCause Cause { get; init; }

    /// <summary>The worker that went on with it last.</summary>
    public required string Worker { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is under way, or waits to be resumed.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Orders updated from this time on were compared.</summary>
    public DateTimeOffset FromAt { get; init; }

    public RunStage Stage { get; init; }

    /// <summary>Path and query of the page to go on with; null at a stage's beginning.</summary>
    public string? Next { get; init; }

    public int Pages { get; init; }

    public int Checked { get; init; }

    public int Missing { get; init; }

    public int Extra { get; init; }

    public int Different { get; init; }

    /// <summary>Of the findings, those whose order was given to the state machine.</summary>
    public int Healed { get; init; }

    /// <summary>
    /// True where the same period has to be compared again, since pages were counted while the list changed.
    /// </summary>
    public bool Again { get; init; }

    /// <summary>True where nothing was mended, only told.</summary>
    public bool DryRun { get; init; }

    /// <summary>What an operator should know of this run.</summary>
    public string? Warning { get; init; }

    /// <summary>Why it stands still; null once it has gone on.</summary>
    public string? Error { get; init; }
}
