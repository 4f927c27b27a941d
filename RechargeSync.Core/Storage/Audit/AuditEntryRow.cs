namespace RechargeSync.Core.Storage;

/// <summary>One act of an operator: table <c>acts</c>. Never changed, never deleted by the product.</summary>
internal sealed class ActRow
{
    public long Id { get; init; }

    /// <summary>Who acted, as the caller gave it.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, as a word: <c>replay</c>, <c>ignore</c>, <c>reveal</c> …</summary>
    public required string Act { get; init; }

    public required string Store { get; init; }

    /// <summary><c>order/{id}</c> or <c>checkout/{token}</c>, or <c>delivery/{inbox id}</c>.</summary>
    public required string ResourceKey { get; init; }

    /// <summary>The reason for which the letter was dead.</summary>
    public string? Reason { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset ActedAt { get; init; }
}
