namespace RechargeSync.Core.Storage;

/// <summary>A charge of which Recharge has told: table <c>charges</c>.</summary>
internal sealed record ChargeRow : IWorkRow<ChargeRow>
{
    public required string Store { get; init; }

    public required long ChargeId { get; init; }

    /// <summary>The inbox row whose payload is in force.</summary>
    public long? PayloadInboxId { get; init; }

    /// <summary>When its orders were last read from Recharge; null where that is still to be done.</summary>
    public DateTimeOffset? OrdersReadAt { get; init; }

    public WorkItem Work { get; init; } = new();

    public ChargeRow With(WorkItem work) => this with { Work = work };
}
