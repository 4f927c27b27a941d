using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>A row of <c>inbox</c> without its body.</summary>
internal sealed record DeliveryRow(
    long Id,
    string Store,
    string Topic,
    string Resource,
    int Bytes,
    InboxState State,
    string? Reason,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? FinishedAt,
    int Sweeps,
    string? TraceParent
)
{
    /// <summary>The columns, in the order of the members.</summary>
    public const string Columns =
        "i.id, i.store, i.topic, i.resource_key, octet_length(i.body), i.state, i.reason, i.received_at, i.finished_at, i.sweeps, i.trace_parent";

    public static DeliveryRow Read(RowReader row) =>
        new(
            row.Value<long>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<int>(),
            (InboxState)row.Value<short>(),
            row.Optional<string>(),
            row.Value<DateTimeOffset>(),
            row.OptionalValue<DateTimeOffset>(),
            row.Value<int>(),
            row.Optional<string>()
        );

    /// <summary>From receipt to applied, in milliseconds.</summary>
    public long? DurationMs => FinishedAt is { } finished ? (long)(finished - ReceivedAt).TotalMilliseconds : null;
}
