namespace RechargeSync.Core.Storage;

/// <summary>
/// The work on a row: state, retries and lease. The engine changes it and nothing else of the row; a kind of work
/// changes the facts beside it. Its columns stand in the row's own table.
/// </summary>
internal sealed record WorkItem
{
    public WorkState State { get; init; }

    /// <summary>Why it is ignored or dead; of active work, that it waits for stock.</summary>
    public string? Reason { get; init; }

    /// <summary>The step that is about to be done; found set, its outcome is unknown.</summary>
    public WorkStep Intent { get; init; }

    /// <summary>
    /// Since when it has been unknown what came of the intended step, counted from when nobody was at it any more: its
    /// call ended without an answer, or its worker was gone. Null where nothing was tried, or where what came of it is
    /// known.
    /// </summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>Failed attempts of the current step in a row.</summary>
    public int Attempts { get; init; }

    /// <summary>When the current run of failures began; the retry age counts from here.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The earliest next attempt after a failure.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>
    /// The side that has to take orders again before the next attempt; null where only <see cref="RetryAt"/> counts.
    /// </summary>
    public StoreSide? WaitsFor { get; init; }

    /// <summary>When a scan has to look again: the lease's end while leased, else <see cref="RetryAt"/>.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Fencing token: grows with every lease, and every write names the one it was made under.</summary>
    public long Fence { get; init; }

    /// <summary>The worker that holds the lease; null when free.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>Trace context of the delivery that started the work.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Trace context of the first attempt; retries link to it.</summary>
    public string? FirstAttempt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>A row that is worked on: facts, which its kind knows, and the work, which the engine does.</summary>
internal interface IWorkRow<TSelf>
    where TSelf : class, IWorkRow<TSelf>
{
    string Store { get; }

    WorkItem Work { get; }

    /// <summary>The same facts with other work.</summary>
    TSelf With(WorkItem work);
}
