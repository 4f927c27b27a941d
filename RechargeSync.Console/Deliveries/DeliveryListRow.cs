using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Deliveries;

/// <summary>A row of <c>inbox</c> without its body.</summary>
internal sealed record DeliveryListRow
{
    public required long Id { get; init; }

    public required string Store { get; init; }

    public required string Topic { get; init; }

    public required string Resource { get; init; }

    public required int Bytes { get; init; }

    public required DeliveryState State { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public int Sweeps { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>From receipt to applied, in milliseconds.</summary>
    public long? DurationMs => (long?)(FinishedAt - ReceivedAt)?.TotalMilliseconds;

    /// <summary>Leaves the body where it is stored, but for its length.</summary>
    public static IQueryable<DeliveryListRow> Of(IQueryable<DeliveryRow> deliveries) =>
        deliveries.Select(row => new DeliveryListRow
        {
            Id = row.Id,
            Store = row.Store,
            Topic = row.Topic,
            Resource = row.ResourceKey,
            Bytes = row.Body.Length,
            State = row.State,
            Reason = row.Reason,
            ReceivedAt = row.ReceivedAt,
            FinishedAt = row.FinishedAt,
            Sweeps = row.Sweeps,
            TraceParent = row.TraceParent,
        });
}
