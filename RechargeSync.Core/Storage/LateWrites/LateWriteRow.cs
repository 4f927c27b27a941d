namespace RechargeSync.Core.Storage;

/// <summary>
/// A write to the platform by a worker that had lost the order's lease: table <c>late_writes</c>. It may have come
/// after the write of the worker that has the lease, so that one is made once more; then the row is gone.
/// </summary>
internal sealed record LateWriteRow
{
    public required string Store { get; init; }

    public required long OrderId { get; init; }

    /// <summary>What was written.</summary>
    public required WorkStep Step { get; init; }

    public DateTimeOffset NotedAt { get; init; }
}
