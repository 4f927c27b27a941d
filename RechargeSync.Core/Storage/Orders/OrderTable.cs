using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>Table <c>orders</c>.</summary>
internal sealed class OrderTable(
    NpgsqlDataSource database,
    WorkerName worker,
    IOptions<SyncOptions> options,
    TimeProvider clock
) : WorkTable<OrderRow>(s_sql, s_own, database, worker, options, clock)
{
    private static readonly WorkColumn<OrderRow>[] s_own =
    [
        WorkColumn.Of<OrderRow, string>("status", NpgsqlDbType.Text, row => row.Status),
        WorkColumn.Of<OrderRow, bool?>("is_prepaid", NpgsqlDbType.Boolean, row => row.IsPrepaid),
        WorkColumn.Of<OrderRow, long?>("charge_id", NpgsqlDbType.Bigint, row => row.ChargeId),
        WorkColumn.Of<OrderRow, long?>("address_id", NpgsqlDbType.Bigint, row => row.AddressId),
        WorkColumn.Of<OrderRow, DateTimeOffset?>(
            "source_updated_at",
            NpgsqlDbType.TimestampTz,
            row => row.SourceUpdatedAt
        ),
        WorkColumn.Of<OrderRow, bool>(
            "source_updated_at_is_instant",
            NpgsqlDbType.Boolean,
            row => row.SourceUpdatedAtIsInstant
        ),
        WorkColumn.Of<OrderRow, long?>("payload_inbox_id", NpgsqlDbType.Bigint, row => row.PayloadInboxId),
        WorkColumn.Of<OrderRow, byte[]?>("desired_hash", NpgsqlDbType.Bytea, row => row.DesiredHash),
        WorkColumn.Of<OrderRow, byte[]?>("pushed_hash", NpgsqlDbType.Bytea, row => row.PushedHash),
        WorkColumn.Of<OrderRow, string?>("platform_order_id", NpgsqlDbType.Text, row => row.PlatformOrderId),
        WorkColumn.Of<OrderRow, string?>("platform_order_number", NpgsqlDbType.Text, row => row.PlatformOrderNumber),
        WorkColumn.Of<OrderRow, bool>("adopted", NpgsqlDbType.Boolean, row => row.Adopted),
        WorkColumn.Of<OrderRow, DateTimeOffset?>("pushed_at", NpgsqlDbType.TimestampTz, row => row.PushedAt),
        WorkColumn.Of<OrderRow, DateTimeOffset?>(
            "order_written_at",
            NpgsqlDbType.TimestampTz,
            row => row.OrderWrittenAt
        ),
        WorkColumn.Of<OrderRow, DateTimeOffset?>(
            "charge_written_at",
            NpgsqlDbType.TimestampTz,
            row => row.ChargeWrittenAt
        ),
        WorkColumn.Of<OrderRow, string?>("charge_warning", NpgsqlDbType.Text, row => row.ChargeWarning),
    ];

    private static readonly WorkSql s_sql = new(
        "orders",
        "order_id",
        [.. s_own.Select(column => column.Name)],
        [
            ("state", "0"),
            ("begun", Number(SyncAction.Push)),
            ("attempts", "0"),
            ("adopted", "false"),
            ("source_updated_at_is_instant", "false"),
        ]
    );

    protected override NpgsqlParameter Keys(string name, WorkKey[] keys) =>
        new NpgsqlParameter<long[]>(name, Array.ConvertAll(keys, key => key.OrderId));

    protected override WorkKey ReadKey(RowReader row) => WorkKey.Order(row.Value<string>(), row.Value<long>());

    protected override long? PayloadOf(OrderRow row) => row.PayloadInboxId;

    protected override OrderRow ReadRow(RowReader row, WorkKey key) =>
        new()
        {
            Store = key.Store,
            OrderId = key.OrderId,
            Status = row.Value<string>(),
            IsPrepaid = row.OptionalValue<bool>(),
            ChargeId = row.OptionalValue<long>(),
            AddressId = row.OptionalValue<long>(),
            SourceUpdatedAt = row.OptionalValue<DateTimeOffset>(),
            SourceUpdatedAtIsInstant = row.Value<bool>(),
            PayloadInboxId = row.OptionalValue<long>(),
            DesiredHash = row.Optional<byte[]>(),
            PushedHash = row.Optional<byte[]>(),
            PlatformOrderId = row.Optional<string>(),
            PlatformOrderNumber = row.Optional<string>(),
            Adopted = row.Value<bool>(),
            PushedAt = row.OptionalValue<DateTimeOffset>(),
            OrderWrittenAt = row.OptionalValue<DateTimeOffset>(),
            ChargeWrittenAt = row.OptionalValue<DateTimeOffset>(),
            ChargeWarning = row.Optional<string>(),
            State = (WorkState)row.Value<short>(),
            Begun = (SyncAction)row.Value<short>(),
            Attempts = row.Value<int>(),
            Reason = row.Optional<string>(),
            FailingSince = row.OptionalValue<DateTimeOffset>(),
            TraceParent = row.Optional<string>(),
            FirstAttempt = row.Optional<string>(),
            FinishedAt = row.OptionalValue<DateTimeOffset>(),
            RetryAt = row.OptionalValue<DateTimeOffset>(),
            Fence = row.Value<long>(),
            CreatedAt = row.Value<DateTimeOffset>(),
        };
}
