namespace RechargeSync.Core.Storage;

/// <summary>What a bulk job does with each row. Stored as a number.</summary>
internal enum BulkAct : short
{
    /// <summary>Gives dead letters another chance.</summary>
    Replay = 0,

    /// <summary>Discards dead letters.</summary>
    Discard = 1,

    /// <summary>Has orders placed that are ignored for a reason.</summary>
    Place = 2,

    /// <summary>Gives the dead orders that a reconciliation run found another chance.</summary>
    Heal = 3,
}

/// <summary>
/// An operator's act on many rows, done in pages by the workers: table <c>bulk_jobs</c>. It reaches what there was when
/// it was asked for, and each row once.
/// </summary>
internal sealed record BulkJobRow
{
    public long Id { get; init; }

    public required string Store { get; init; }

    public BulkAct Act { get; init; }

    /// <summary>
    /// Of this kind alone: <c>order</c>, <c>checkout</c>, <c>charge</c> or <c>delivery</c>; null for any.
    /// </summary>
    public string? Kind { get; init; }

    /// <summary>With this reason; null for any.</summary>
    public string? Reason { get; init; }

    /// <summary>Heal: the run whose findings are meant.</summary>
    public long? RunId { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Actor { get; init; }

    public string? Note { get; init; }

    /// <summary>How many rows it was for when it was asked for.</summary>
    public int Total { get; init; }

    /// <summary>How many rows it has changed.</summary>
    public int Done { get; init; }

    /// <summary>Which of its sources it is at.</summary>
    public short Stage { get; init; }

    /// <summary>The last key of that source that was looked at, as text; null at its beginning.</summary>
    public string? After { get; init; }

    /// <summary>Until when what was given back is spread.</summary>
    public DateTimeOffset PacedTo { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a worker took it up; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was through, or stopped; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Who stopped it; null where nobody did.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>Why it stands still; null once it has gone on.</summary>
    public string? Error { get; init; }

    /// <summary>Fencing token: grows with every lease, and every write names the one it was made under.</summary>
    public long Fence { get; init; }

    /// <summary>The worker that has it; null when free.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>When it may be taken: the lease's end while leased, else its next page's time.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Failed attempts in a row.</summary>
    public int Attempts { get; init; }
}
