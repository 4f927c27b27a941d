namespace RechargeSync.Core.Storage;

/// <summary>One walk over a store's orders and what it found: table <c>reconciliation_runs</c>.</summary>
internal sealed class ReconciliationRunRow
{
    public long Id { get; init; }

    public required string Store { get; init; }

    public WalkCause Cause { get; init; }

    /// <summary>The worker that went on with it last.</summary>
    public required string Worker { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is under way, or waits to be resumed.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Orders updated from this time on were looked at.</summary>
    public DateTimeOffset FromAt { get; init; }

    public WalkStage Stage { get; init; }

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
    /// True where the same stretch has to be walked again, since pages were counted while the list changed.
    /// </summary>
    public bool Again { get; init; }

    /// <summary>What an operator should know of this walk.</summary>
    public string? Warning { get; init; }

    /// <summary>Why it stands still; null once it has gone on.</summary>
    public string? Error { get; init; }
}
