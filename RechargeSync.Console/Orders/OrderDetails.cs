using Npgsql;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.Orders;

/// <summary>One order with all that happened to it.</summary>
internal sealed class OrderDetails(NpgsqlDataSource database, OrderViews views, TraceLinks traces, TimeProvider clock)
{
    /// <summary>Events of each kind, the newest.</summary>
    private const int MostEvents = 200;

    // Two conditions for two partial indexes: what is applied, and what is not yet.
    private const string Deliveries = $"""
        SELECT {DeliveryListRow.Columns} FROM (
            SELECT * FROM inbox WHERE store = @store AND resource_key = @resource AND state <> 0
            UNION ALL SELECT * FROM inbox WHERE store = @store AND resource_key = @resource AND state = 0) AS i
        ORDER BY i.id DESC LIMIT @limit
        """;

    private const string Failures = """
        SELECT failed_at, step, reason, status, detail, request_id, trace_parent FROM failed_attempts
            WHERE store = @store AND resource_key = @resource ORDER BY id DESC LIMIT @limit
        """;

    private const string Actions =
        "SELECT recorded_at, actor, action, reason, note FROM audit_log WHERE store = @store AND resource_key = @resource "
        + "ORDER BY id DESC LIMIT @limit";

    private const string Findings =
        "SELECT found_at, kind, detail, healed FROM reconciliation_findings WHERE store = @store AND order_id "
        + "= @order ORDER BY id DESC LIMIT @limit";

    /// <summary>What is said of an order that is not known.</summary>
    public static Refusal Unknown { get; } =
        Refusal.NotFound("No such order is known: check the store's name and the id, or search for it.");

    /// <summary>The row; null where there is none.</summary>
    public async Task<OrderRow?> RowAsync(string store, long orderId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT {OrderRows.Columns} FROM orders AS o WHERE o.store = @store AND o.order_id = @order"
        );
        command.Values().Add("store", store);
        command.Values().Add("order", orderId);
        return await command.ReadAsync(OrderRows.Read, cancellationToken) is [var row] ? row : null;
    }

    /// <summary>All that is known of it.</summary>
    public async Task<Answer<OrderDetail>> FindAsync(string store, long orderId, CancellationToken cancellationToken)
    {
        if (await RowAsync(store, orderId, cancellationToken) is not { } row)
        {
            return Unknown;
        }

        var key = WorkKey.Order(store, orderId);
        var history = new OrderHistory(
            await ReadAsync(Deliveries, key, DeliveryListRow.Read, cancellationToken),
            await ReadAsync(Failures, key, Failure, cancellationToken),
            await ReadAsync(Actions, key, Action, cancellationToken),
            await ReadAsync(Findings, key, Finding, cancellationToken)
        );
        var summary = views.Summary(row);
        var now = clock.GetUtcNow();
        return new OrderDetail
        {
            Order = summary,
            Next = views.Next(row),
            AddressId = row.AddressId,
            Adopted = row.Adopted,
            PushedAt = row.PushedAt,
            OrderWrittenAt = row.OrderWrittenAt,
            ChargeWrittenAt = row.ChargeWrittenAt,
            ChargeWarning = row.ChargeWarning,
            FailingSince = row.Work.FailingSince,
            WorkedOn = StepReason.IsWorkedOn(row, now),
            PayloadDeliveryId = row.PayloadInboxId,
            Timeline = TimelineBuilder.Build(row, history, traces),
            TimelineIsCut = history.Reaches(MostEvents),
            Actions =
            [
                .. StepReason.MayRetry(row, now) ? ["retry"] : Array.Empty<string>(),
                .. StepReason.MayIgnore(row, now) ? ["ignore"] : Array.Empty<string>(),
            ],
            RedoSteps = [.. views.Redoable(row).Select(ApiNames.Of)],
            TraceUrl = traces.Link(summary.TraceId),
        };
    }

    private async Task<List<T>> ReadAsync<T>(
        string sql,
        WorkKey key,
        Func<RowReader, T> read,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(sql);
        command.Values().Add("store", key.Store);
        command.Values().Add("limit", MostEvents);
        if (sql == Findings)
        {
            command.Values().Add("order", key.OrderId);
        }
        else
        {
            command.Values().Add("resource", key.Resource.ToString());
        }

        return await command.ReadAsync(read, cancellationToken);
    }

    private static FailedAttemptRow Failure(RowReader row) =>
        new()
        {
            Store = "",
            ResourceKey = "",
            FailedAt = row.Value<DateTimeOffset>(),
            Step = (WorkStep)row.Value<short>(),
            Reason = row.Value<string>(),
            Status = row.OptionalValue<int>(),
            Detail = row.Optional<string>(),
            RequestId = row.Optional<string>(),
            TraceParent = row.Optional<string>(),
        };

    private static AuditEntryRow Action(RowReader row) =>
        new()
        {
            Store = "",
            ResourceKey = "",
            RecordedAt = row.Value<DateTimeOffset>(),
            Actor = row.Value<string>(),
            Action = row.Value<string>(),
            Reason = row.Optional<string>(),
            Note = row.Optional<string>(),
        };

    private static ReconciliationFindingRow Finding(RowReader row) =>
        new()
        {
            Store = "",
            FoundAt = row.Value<DateTimeOffset>(),
            Kind = (DriftKind)row.Value<short>(),
            Detail = row.Value<string>(),
            Healed = row.Value<bool>(),
        };
}
