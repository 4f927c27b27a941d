namespace RechargeSync.Core.Storage;

/// <summary>One store's walk or watch, and who does it now: table <c>reconciliation_jobs</c>.</summary>
internal sealed class ReconciliationJobRow
{
    public required string Store { get; init; }

    public ReconciliationJob Job { get; init; }

    /// <summary>Fencing token: grows with every lease, and every write names the one it was made under.</summary>
    public long Fence { get; init; }

    /// <summary>The worker that has it; null when free.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>When it may be taken: the lease's end while leased, else its next turn.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Failed tries in a row.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed; null after one that did not.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// Walk: what was updated before this time has been looked at. Watch: when all subscriptions were last there.
    /// </summary>
    public DateTimeOffset? CoveredTo { get; init; }

    /// <summary>Walk: where the next one has to begin, if that is earlier.</summary>
    public DateTimeOffset? BackfillFrom { get; init; }

    /// <summary>Walk: the last of our orders whose existence at Recharge was checked.</summary>
    public long SampledId { get; init; }
}
