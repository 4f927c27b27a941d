namespace RechargeSync.Core.Storage;

/// <summary>One Recharge order: table <c>orders</c>. The planner decides from this row alone.</summary>
internal sealed record OrderRow : IWorkRow<OrderRow>
{
    public required string Store { get; init; }

    public required long OrderId { get; init; }

    /// <summary>Recharge's status as sent last.</summary>
    public string Status { get; init; } = "";

    public bool? IsPrepaid { get; init; }

    public long? ChargeId { get; init; }

    public long? AddressId { get; init; }

    /// <summary><c>updated_at</c> of the payload in force.</summary>
    public DateTimeOffset? SourceUpdatedAt { get; init; }

    /// <summary>False where <see cref="SourceUpdatedAt"/> is the wall time of an unknown zone.</summary>
    public bool SourceUpdatedAtIsInstant { get; init; }

    /// <summary>The inbox row whose payload is in force.</summary>
    public long? PayloadInboxId { get; init; }

    /// <summary>Hash of the pushed fields of the payload in force.</summary>
    public byte[]? DesiredHash { get; init; }

    /// <summary>Hash of the fields that the platform has.</summary>
    public byte[]? PushedHash { get; init; }

    public string? PlatformOrderId { get; init; }

    public string? PlatformOrderNumber { get; init; }

    /// <summary>True where the platform id came with a payload and was not created by us.</summary>
    public bool Adopted { get; init; }

    public DateTimeOffset? PushedAt { get; init; }

    public DateTimeOffset? OrderWrittenAt { get; init; }

    public DateTimeOffset? ChargeWrittenAt { get; init; }

    /// <summary>Why the charge was left without our id; a warning, not a failure.</summary>
    public string? ChargeWarning { get; init; }

    public WorkItem Work { get; init; } = new();

    public OrderRow With(WorkItem work) => this with { Work = work };
}
