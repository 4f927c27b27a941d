namespace RechargeSync.Core.Storage;

/// <summary>One of the two sides that a store's work calls. Stored as a number.</summary>
internal enum StoreSide : short
{
    /// <summary>Recharge, under the store's token.</summary>
    Recharge = 1,

    /// <summary>The store's order platform.</summary>
    Platform = 2,
}

/// <summary>
/// A side of a store that refuses everything: table <c>store_pauses</c>. The row goes once the side has answered again
/// and what had waited for it is on its way.
/// </summary>
internal sealed record StorePauseRow
{
    public required string Store { get; init; }

    public StoreSide Side { get; init; }

    /// <summary>How the last call failed.</summary>
    public required string Reason { get; init; }

    /// <summary>Its HTTP status; null where there was no answer.</summary>
    public int? Status { get; init; }

    public DateTimeOffset PausedAt { get; init; }

    /// <summary>Orders that were tried since, one at a time.</summary>
    public int Probes { get; init; }

    /// <summary>When the next one is tried.</summary>
    public DateTimeOffset ProbeAt { get; init; }

    /// <summary>Since when what has waited is taken up again; null while the side is paused.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
