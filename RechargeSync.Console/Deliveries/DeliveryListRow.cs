using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.Deliveries;

/// <summary>A row of <c>inbox</c> without its body.</summary>
internal sealed record DeliveryListRow
{
    /// <summary>The columns, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = """
        i.id, i.store, i.topic, i.resource_key, octet_length(i.body), i.state, i.reason, i.received_at, i.finished_at,
        i.sweeps, i.trace_parent
        """;

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

    public static DeliveryListRow Read(RowReader row) =>
        new()
        {
            Id = row.Value<long>(),
            Store = row.Value<string>(),
            Topic = row.Value<string>(),
            Resource = row.Value<string>(),
            Bytes = row.Value<int>(),
            State = (DeliveryState)row.Value<short>(),
            Reason = row.Optional<string>(),
            ReceivedAt = row.Value<DateTimeOffset>(),
            FinishedAt = row.OptionalValue<DateTimeOffset>(),
            Sweeps = row.Value<int>(),
            TraceParent = row.Optional<string>(),
        };
}
