namespace RechargeSync.Core.Storage;

/// <summary>
/// One action of an operator: table <c>audit_log</c>. Deleted once it has had its time; before that its note alone
/// goes, where the order that it is about is erased.
/// </summary>
internal sealed class AuditEntryRow
{
    public long Id { get; init; }

    /// <summary>Who did it, as the caller gave it.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, as a word: <c>replay</c>, <c>ignore</c>, <c>reveal</c> …</summary>
    public required string Action { get; init; }

    public required string Store { get; init; }

    /// <summary><c>order/{id}</c> or <c>checkout/{token}</c>, or <c>delivery/{inbox id}</c>.</summary>
    public required string ResourceKey { get; init; }

    /// <summary>Why the row was dead before a replay, or the step that was redone.</summary>
    public string? Reason { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}
