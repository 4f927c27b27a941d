using System.Globalization;
using Npgsql;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using StackExchange.Redis;

namespace RechargeSync.Console.Live;

/// <summary>
/// Finds what happened since the last time: stored and rejected deliveries, failed attempts and actions, and orders that
/// changed.
/// </summary>
internal sealed class LiveQuery(NpgsqlDataSource database, RejectedList rejected, OrderViews views)
{
    /// <summary>Events of each kind at once; of a storm the newest.</summary>
    private const int Most = 200;

    /// <summary>Ids behind the cursor that are read again.</summary>
    private const int Margin = 200;

    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(3);

    private const string Start = """
        SELECT coalesce((SELECT max(id) FROM inbox), 0), coalesce((SELECT max(id) FROM failed_attempts), 0),
            coalesce((SELECT max(id) FROM audit_log), 0), now()
        """;

    private const string Deliveries = """
        SELECT id, received_at, store, topic, resource_key, state, reason, trace_parent FROM inbox
        WHERE id > @after - @margin ORDER BY id DESC LIMIT @limit
        """;

    private const string Failures = """
        SELECT id, failed_at, store, resource_key, step, reason, status, trace_parent FROM failed_attempts
        WHERE id > @after - @margin ORDER BY id DESC LIMIT @limit
        """;

    private const string Actions = """
        SELECT id, recorded_at, store, resource_key, actor, action FROM audit_log
        WHERE id > @after - @margin ORDER BY id DESC LIMIT @limit
        """;

    private const string Orders =
        $"SELECT {OrderRows.Columns} FROM orders AS o WHERE o.updated_at > @since ORDER BY o.updated_at DESC "
        + "LIMIT @limit";

    /// <summary>Where a tail begins.</summary>
    public async Task<LiveCursor> StartAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Start);
        var cursor = (
            await command.ReadAsync(
                row => new LiveCursor(
                    row.Value<long>(),
                    row.Value<long>(),
                    row.Value<long>(),
                    row.Value<DateTimeOffset>()
                ),
                cancellationToken
            )
        )[0];

        // What lies in the stretch before it has happened already.
        await SinceAsync(cursor, cancellationToken);
        return cursor;
    }

    /// <summary>What happened since, oldest first; moves the cursor on.</summary>
    public async Task<IReadOnlyList<LiveEvent>> SinceAsync(LiveCursor cursor, CancellationToken cancellationToken)
    {
        var deliveries = await ReadAsync(Deliveries, cursor.Inbox, Delivery, cancellationToken);
        var failures = await ReadAsync(Failures, cursor.Failures, Failure, cancellationToken);
        var actions = await ReadAsync(Actions, cursor.Actions, Action, cancellationToken);
        var refused = await RejectedAsync(cursor);
        await using var changed = database.CreateCommand(Orders);
        changed.Values().Add("since", cursor.Changed - s_margin);
        changed.Values().Add("limit", Most);
        var orders = await changed.ReadAsync(OrderRows.Read, cancellationToken);

        cursor.Inbox = Furthest(deliveries, cursor.Inbox);
        cursor.Failures = Furthest(failures, cursor.Failures);
        cursor.Actions = Furthest(actions, cursor.Actions);
        cursor.Changed = orders.Select(order => order.Work.UpdatedAt).Append(cursor.Changed).Max();
        return
        [
            .. deliveries
                .Concat(failures)
                .Concat(actions)
                .Select(found => found.Event)
                .Concat(refused)
                .Concat(orders.Select(Changed))
                .Where(happened => cursor.IsNew(happened.Id))
                .OrderBy(happened => happened.At),
        ];
    }

    // The record is in Redis, whose entries come in the order of their ids: nothing behind the cursor is read again.
    private async Task<IEnumerable<LiveEvent>> RejectedAsync(LiveCursor cursor)
    {
        try
        {
            if (cursor.Rejected is not { } after)
            {
                cursor.Rejected = await rejected.NewestIdAsync();
                return [];
            }

            var found = await rejected.SinceAsync(after, Most);
            cursor.Rejected = found.Count > 0 ? found[0].Id : after;
            return found.Select(Rejected);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // Without Redis nothing of it can be told, and everything else can.
            return [];
        }
    }

    private async Task<List<(long Id, LiveEvent Event)>> ReadAsync(
        string sql,
        long after,
        Func<RowReader, (long, LiveEvent)> read,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(sql);
        command.Values().Add("after", after);
        command.Values().Add("margin", (long)Margin);
        command.Values().Add("limit", Most + Margin);
        return await command.ReadAsync(read, cancellationToken);
    }

    private static long Furthest(List<(long Id, LiveEvent Event)> found, long before) =>
        found.Count > 0 ? Math.Max(before, found.Max(one => one.Id)) : before;

    private static (long Id, LiveEvent Event) Delivery(RowReader row)
    {
        var (id, at, store, topic, resource) = (
            row.Value<long>(),
            row.Value<DateTimeOffset>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<string>()
        );
        var (state, reason, trace) = (
            (DeliveryState)row.Value<short>(),
            row.Optional<string>(),
            row.Optional<string>()
        );
        var isQuarantined = state == DeliveryState.Quarantined;
        return (
            id,
            new LiveEvent
            {
                Id = Name("delivery-", id),
                At = at,
                Type = LiveEventTypes.Delivery,
                Store = store,
                Resource = resource.Length > 0 ? resource : Name("delivery/", id),
                Outcome = isQuarantined ? "failed" : "info",
                Text = isQuarantined ? $"Webhook {topic} was not understood: {reason}" : $"Webhook {topic} was stored",
                TraceId = TraceLinks.Id(trace),
            }
        );
    }

    private static LiveEvent Rejected(RejectedDeliverySummary delivery) =>
        new()
        {
            Id = "rejected-" + delivery.Id,
            At = delivery.At,
            Type = LiveEventTypes.Rejected,
            Store = delivery.Store,
            Resource = "",
            Outcome = delivery.Reason is null ? "info" : "warning",
            Text = delivery.Reason is { } reason
                ? $"Webhook {delivery.Topic} was refused: {reason}"
                : $"Webhook {delivery.Topic} was known already",
        };

    private static (long Id, LiveEvent Event) Failure(RowReader row)
    {
        var (id, at, store, resource, step) = (
            row.Value<long>(),
            row.Value<DateTimeOffset>(),
            row.Value<string>(),
            row.Value<string>(),
            (WorkStep)row.Value<short>()
        );
        var (reason, status, trace) = (row.Value<string>(), row.OptionalValue<int>(), row.Optional<string>());
        return (
            id,
            new LiveEvent
            {
                Id = Name("failure-", id),
                At = at,
                Type = LiveEventTypes.Failure,
                Store = store,
                Resource = resource,
                Outcome = "failed",
                Text = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Failed to {ApiNames.Say(step)}: {reason}{(status is null ? "" : $" ({status})")}"
                ),
                TraceId = TraceLinks.Id(trace),
            }
        );
    }

    private static (long Id, LiveEvent Event) Action(RowReader row)
    {
        var (id, at, store, resource, actor, action) = (
            row.Value<long>(),
            row.Value<DateTimeOffset>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<string>()
        );
        return (
            id,
            new LiveEvent
            {
                Id = Name("action-", id),
                At = at,
                Type = LiveEventTypes.Action,
                Store = store,
                Resource = resource,
                Outcome = "info",
                Text = $"{actor}: {action}",
            }
        );
    }

    private LiveEvent Changed(OrderRow row)
    {
        var next = views.Next(row);
        var (outcome, text) = row.Work.State switch
        {
            WorkState.Dead => ("failed", $"Given up: {row.Work.Reason}"),
            WorkState.Done => ("ok", $"Done: the platform has it as {row.PlatformOrderId}"),
            WorkState.Ignored => ("info", "Ignored"),
            WorkState.Waiting => ("info", $"Waits; Recharge's status is '{row.Status}'"),
            _ => (row.Work.Attempts > 0 ? "warning" : "info", $"Next: {next.Step}"),
        };
        return new LiveEvent
        {
            Id = string.Create(
                CultureInfo.InvariantCulture,
                $"order-{row.Store}-{row.OrderId}-{row.Work.UpdatedAt.UtcTicks}"
            ),
            At = row.Work.UpdatedAt,
            Type = LiveEventTypes.Order,
            Store = row.Store,
            Resource = WorkKey.Order(row.Store, row.OrderId).Resource.ToString(),
            Outcome = outcome,
            Text = text,
            TraceId = TraceLinks.Id(row.Work.TraceParent),
        };
    }

    private static string Name(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}{id}");
}
