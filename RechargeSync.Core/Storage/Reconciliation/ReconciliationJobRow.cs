namespace RechargeSync.Core.Storage;

/// <summary>What is done for each store at intervals. Stored as a number.</summary>
internal enum ReconciliationJob : short
{
    /// <summary>Compares the store's orders with ours.</summary>
    Run = 0,

    /// <summary>Looks after the webhook subscriptions.</summary>
    Monitor = 1,
}

/// <summary>
/// One store's reconciliation runs or its subscription monitor, and who works on it now: table
/// <c>reconciliation_jobs</c>.
/// </summary>
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

    /// <summary>Failed attempts in a row.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed; null after one that did not.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// Run: what was updated before this time has been compared. Monitor: when all subscriptions were last there.
    /// </summary>
    public DateTimeOffset? CoveredTo { get; init; }

    /// <summary>Run: where the next one has to begin, if that is earlier.</summary>
    public DateTimeOffset? BackfillFrom { get; init; }

    /// <summary>Run: from where on the next one is only to tell what it would mend; null for one that mends.</summary>
    public DateTimeOffset? DryRunFrom { get; init; }

    /// <summary>Run: the last of our orders whose existence at Recharge was checked.</summary>
    public long SampledId { get; init; }
}
