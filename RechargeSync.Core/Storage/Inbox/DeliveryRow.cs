namespace RechargeSync.Core.Storage;

/// <summary>One delivery that was answered 200: table <c>inbox</c>.</summary>
internal sealed class DeliveryRow
{
    public long Id { get; init; }

    public required string Store { get; init; }

    public required string Topic { get; init; }

    /// <summary><c>order/{id}</c> or <c>checkout/{key}</c>; empty where the body did not tell.</summary>
    public required string ResourceKey { get; init; }

    /// <summary>SHA-256 of topic and body; unique within the store, so that a redelivery is no second row.</summary>
    public required byte[] DedupeKey { get; init; }

    /// <summary>The raw body as received; empty once it was erased.</summary>
    public required byte[] Body { get; init; }

    /// <summary>When the body was erased, by its age or by an operator; null while it is there.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// Of a body that was old enough and still needed: when to look at it again. Null for all others.
    /// </summary>
    public DateTimeOffset? KeepUntil { get; init; }

    public string? TraceParent { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was last handed to the workers, by its stream entry or by the sweeper.</summary>
    public DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>
    /// How often the sweeper has handed it out, since no entry had led to it. Shown, and decides nothing.
    /// </summary>
    public int Sweeps { get; init; }

    public DeliveryState State { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
