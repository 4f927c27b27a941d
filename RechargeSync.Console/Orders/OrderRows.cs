using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.Orders;

/// <summary>Reads whole rows of <c>orders</c>, as the planner needs them.</summary>
internal static class OrderRows
{
    /// <summary>The columns, in the order of <see cref="Read"/>.</summary>
    public const string Columns = """
        o.store, o.order_id, o.status, o.is_prepaid, o.charge_id, o.address_id, o.payload_inbox_id, o.desired_hash,
        o.pushed_hash, o.platform_order_id, o.platform_order_number, o.adopted, o.pushed_at, o.order_written_at,
        o.charge_written_at, o.charge_warning, o.source_updated_at, o.source_updated_at_is_instant,
        o.state, o.reason, o.intent, o.attempts, o.failing_since, o.retry_at, o.due_at, o.fence, o.lease_owner,
        o.trace_parent, o.created_at, o.updated_at, o.finished_at, o.first_attempt
        """;

    public static OrderRow Read(RowReader row) =>
        new()
        {
            Store = row.Value<string>(),
            OrderId = row.Value<long>(),
            Status = row.Value<string>(),
            IsPrepaid = row.OptionalValue<bool>(),
            ChargeId = row.OptionalValue<long>(),
            AddressId = row.OptionalValue<long>(),
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
            SourceUpdatedAt = row.OptionalValue<DateTimeOffset>(),
            SourceUpdatedAtIsInstant = row.Value<bool>(),
            Work = new()
            {
                State = (WorkState)row.Value<short>(),
                Reason = row.Optional<string>(),
                Intent = (WorkStep)row.Value<short>(),
                Attempts = row.Value<int>(),
                FailingSince = row.OptionalValue<DateTimeOffset>(),
                RetryAt = row.OptionalValue<DateTimeOffset>(),
                DueAt = row.OptionalValue<DateTimeOffset>(),
                Fence = row.Value<long>(),
                LeaseOwner = row.Optional<string>(),
                TraceParent = row.Optional<string>(),
                CreatedAt = row.Value<DateTimeOffset>(),
                UpdatedAt = row.Value<DateTimeOffset>(),
                FinishedAt = row.OptionalValue<DateTimeOffset>(),
                FirstAttempt = row.Optional<string>(),
            },
        };
}
