using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Storage;

/// <summary>One Recharge order: table <c>orders</c>. The planner decides from this row alone.</summary>
internal sealed record OrderRow : IWorkRow<OrderRow>
{
    public required string Store { get; init; }

    public required long OrderId { get; init; }

    /// <summary>Recharge's status as sent last.</summary>
    public string Status { get; init; } = "";

    /// <summary>What status, charge and refunds of the newest payload say together.</summary>
    public OrderStanding Standing { get; init; }

    /// <summary>What the platform was told last; null where that is not known.</summary>
    public OrderStanding? PlatformStanding { get; init; }

    /// <summary>What Recharge has given back so far, in the order's currency; null where it does not tell.</summary>
    public decimal? Refunded { get; init; }

    /// <summary>What the platform was told of it.</summary>
    public decimal? PlatformRefunded { get; init; }

    public bool? IsPrepaid { get; init; }

    public long? ChargeId { get; init; }

    public long? AddressId { get; init; }

    /// <summary>
    /// Recharge's id of the customer, by which a person's orders are found when they are to be erased.
    /// </summary>
    public long? CustomerId { get; init; }

    /// <summary><c>updated_at</c> of the payload in force.</summary>
    public DateTimeOffset? SourceUpdatedAt { get; init; }

    /// <summary>False where <see cref="SourceUpdatedAt"/> is the wall time of an unknown zone.</summary>
    public bool SourceUpdatedAtIsInstant { get; init; }

    /// <summary>How much later than <see cref="SourceUpdatedAt"/> it may have been.</summary>
    public TimeSpan SourceUpdatedSlack { get; init; }

    /// <summary>Why Recharge has to be asked before anything else is done; null where it has not.</summary>
    public string? Question { get; init; }

    /// <summary>What could not be read as expected, as JSON; null for nothing.</summary>
    public string? Remarks { get; init; }

    /// <summary>The inbox row whose payload is in force.</summary>
    public long? PayloadInboxId { get; init; }

    /// <summary>Hash of the pushed fields of the payload in force.</summary>
    public byte[]? DesiredHash { get; init; }

    /// <summary>Hash of the fields that the platform has.</summary>
    public byte[]? PushedHash { get; init; }

    /// <summary>An external id that came with a payload, and is still to be looked up before it is adopted.</summary>
    public string? LinkedId { get; init; }

    /// <summary>An external id that came with a payload and is another order's: no link.</summary>
    public string? RefusedLink { get; init; }

    /// <summary>True where an operator has let the order be placed, whatever its date.</summary>
    public bool Released { get; init; }

    /// <summary>
    /// True where a bulk job has given the order back, until Recharge sends news of it: its calls take their places
    /// behind those of fresh orders.
    /// </summary>
    public bool IsBackfill { get; init; }

    public string? PlatformOrderId { get; init; }

    public string? PlatformOrderNumber { get; init; }

    /// <summary>True where the platform id came with a payload and was not created by us.</summary>
    public bool Adopted { get; init; }

    /// <summary>The version of the last update that was begun: it grows with each, whoever sends it.</summary>
    public long UpdateVersion { get; init; }

    public DateTimeOffset? PushedAt { get; init; }

    public DateTimeOffset? OrderWrittenAt { get; init; }

    public DateTimeOffset? ChargeWrittenAt { get; init; }

    /// <summary>Why the charge was left without our id; a warning, not a failure.</summary>
    public string? ChargeWarning { get; init; }

    public WorkItem Work { get; init; } = new();

    public OrderRow With(WorkItem work) => this with { Work = work };
}
