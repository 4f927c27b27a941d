using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Sync;

/// <summary>Table <c>orders</c>.</summary>
internal sealed class OrderTable(NpgsqlDataSource database, WorkerName worker, IOptions<SyncOptions> options, TimeProvider clock)
    : WorkTable<OrderRow>(s_sql, database, worker, options, clock)
{
    private static readonly WorkSql s_sql = new(
        "orders",
        "order_id",
        [
            "status", "is_prepaid", "charge_id", "address_id", "source_updated_at", "source_updated_at_is_instant", "payload_inbox_id", "desired_hash",
            "pushed_hash", "platform_order_id", "platform_order_number", "adopted", "pushed_at", "order_written_at", "charge_written_at", "charge_warning",
        ],
        [("state", "0"), ("begun", "0"), ("attempts", "0"), ("adopted", "false"), ("source_updated_at_is_instant", "false")],
        "payload_inbox_id");

    protected override NpgsqlParameter KeyParameter(WorkKey key) => new NpgsqlParameter<long>("key", key.OrderId);

    protected override WorkKey ReadKey(NpgsqlDataReader reader) => WorkKey.Order(reader.GetString(0), reader.GetInt64(1));

    protected override OrderRow ReadRow(RowReader row, WorkKey key) => new()
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
        RetryAt = row.OptionalValue<DateTimeOffset>(),
        TraceParent = row.Optional<string>(),
        FirstAttempt = row.Optional<string>(),
        FinishedAt = row.OptionalValue<DateTimeOffset>(),
        Fence = row.Value<long>(),
        CreatedAt = row.Value<DateTimeOffset>(),
    };

    protected override void AddOwn(ParameterList parameters, OrderRow row)
    {
        parameters.Add("status", row.Status);
        parameters.Optional("is_prepaid", NpgsqlDbType.Boolean, row.IsPrepaid);
        parameters.Optional("charge_id", NpgsqlDbType.Bigint, row.ChargeId);
        parameters.Optional("address_id", NpgsqlDbType.Bigint, row.AddressId);
        parameters.Optional("source_updated_at", NpgsqlDbType.TimestampTz, row.SourceUpdatedAt);
        parameters.Add("source_updated_at_is_instant", row.SourceUpdatedAtIsInstant);
        parameters.Optional("payload_inbox_id", NpgsqlDbType.Bigint, row.PayloadInboxId);
        parameters.Optional("desired_hash", NpgsqlDbType.Bytea, row.DesiredHash);
        parameters.Optional("pushed_hash", NpgsqlDbType.Bytea, row.PushedHash);
        parameters.Optional("platform_order_id", NpgsqlDbType.Text, row.PlatformOrderId);
        parameters.Optional("platform_order_number", NpgsqlDbType.Text, row.PlatformOrderNumber);
        parameters.Add("adopted", row.Adopted);
        parameters.Optional("pushed_at", NpgsqlDbType.TimestampTz, row.PushedAt);
        parameters.Optional("order_written_at", NpgsqlDbType.TimestampTz, row.OrderWrittenAt);
        parameters.Optional("charge_written_at", NpgsqlDbType.TimestampTz, row.ChargeWrittenAt);
        parameters.Optional("charge_warning", NpgsqlDbType.Text, row.ChargeWarning);
    }
}
