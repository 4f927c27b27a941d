namespace RechargeSync.Core.Storage;

/// <summary>What an order and a cart have in common: state, retries, lease.</summary>
internal abstract record WorkRow
{
    public required string Store { get; init; }

    public WorkState State { get; init; }

    /// <summary>Why it is ignored or dead.</summary>
    public string? Reason { get; init; }

    /// <summary>The step that was begun; found set, its outcome is unknown.</summary>
    public SyncAction Begun { get; init; }

    /// <summary>Failed tries of the current step in a row.</summary>
    public int Attempts { get; init; }

    /// <summary>When the current run of failures began; the retry age counts from here.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The earliest next try after a failure.</summary>
    public DateTimeOffset? RetryAt { get; init; }

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
