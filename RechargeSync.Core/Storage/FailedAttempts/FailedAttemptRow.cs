namespace RechargeSync.Core.Storage;

/// <summary>One failed attempt, kept for the operator: table <c>failed_attempts</c>.</summary>
internal sealed class FailedAttemptRow
{
    public long Id { get; init; }

    public required string Store { get; init; }

    /// <summary><c>order/{id}</c> or <c>checkout/{token}</c>.</summary>
    public required string ResourceKey { get; init; }

    public WorkStep Step { get; init; }

    public required string Reason { get; init; }

    public int? Status { get; init; }

    /// <summary>What the other side said. May hold personal data, so it stays in the database.</summary>
    public string? Detail { get; init; }

    public string? RequestId { get; init; }

    public string? TraceParent { get; init; }

    public DateTimeOffset FailedAt { get; init; }
}
