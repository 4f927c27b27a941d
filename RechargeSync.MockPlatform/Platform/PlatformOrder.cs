namespace RechargeSync.MockPlatform.Platform;

/// <summary>One order on the mock platform. Immutable; a call that changes it makes a new one.</summary>
internal sealed record PlatformOrder
{
    public required string Id { get; init; }

    /// <summary>What a person sees; counts from 101.</summary>
    public required string Number { get; init; }

    public required string Reference { get; init; }

    /// <summary>The Idempotency-Key of the call that created it.</summary>
    public required string Key { get; init; }

    /// <summary>What that call sent, to tell a repetition from another order under the same key.</summary>
    public required ReadOnlyMemory<byte> CreateBody { get; init; }

    /// <summary>The order as last told; its status may have moved on since.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>One of <see cref="PlatformStatus"/>, the cancellation left out; null where nobody told it.</summary>
    public string? Payment { get; init; }

    /// <summary>All that was refunded so far, in the order's currency; null where nothing was or nobody said.</summary>
    public decimal? Refunded { get; init; }

    /// <summary>When it was cancelled; nothing takes that back.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    public string? CancelReason { get; init; }

    /// <summary>When it was shipped; it cannot be cancelled after that.</summary>
    public DateTimeOffset? FulfilledAt { get; init; }

    /// <summary>The highest <c>Order-Version</c> that an update has told; 0 where none has.</summary>
    public long Version { get; init; }

    /// <summary>How many changes took effect: PATCHes, a cancellation, refunds.</summary>
    public int Updates { get; init; }

    /// <summary>How many calls asked to cancel it, whatever became of them.</summary>
    public int CancelCalls { get; init; }

    /// <summary>How many calls told of a refund, whatever became of them.</summary>
    public int RefundCalls { get; init; }

    /// <summary>What a person sees: the cancellation, else what became of the money.</summary>
    public string? Status => CancelledAt is null ? Payment : PlatformStatus.Cancelled;
}
