namespace RechargeSync.Core.Storage;

/// <summary>
/// Which database this is, and how far it has come: table <c>lineage</c>, of one row. A database that was restored, or
/// whose standby took over with commits missing, is told by it.
/// </summary>
internal sealed record LineageRow
{
    /// <summary>The only row's key.</summary>
    public const short Only = 1;

    public short Id { get; init; } = Only;

    /// <summary>Postgres's own id of the cluster's files.</summary>
    public required string System { get; init; }

    /// <summary>
    /// The timeline that it writes: a new one begins with each promotion and each restore to a point in time.
    /// </summary>
    public required string Timeline { get; init; }

    /// <summary>Grows while a Worker runs; Redis holds how far it had come, as a witness.</summary>
    public long Beat { get; init; }

    /// <summary>When it last grew: a restored database says by this from when it is.</summary>
    public DateTimeOffset BeatenAt { get; init; }

    /// <summary>When commits were last found, or said, to be lost; null where none ever were.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>What was committed after this time may be lost; null where that is not known.</summary>
    public DateTimeOffset? RestoredTo { get; init; }

    /// <summary>True where an operator has said to which time it was restored.</summary>
    public bool Confirmed { get; init; }
}
