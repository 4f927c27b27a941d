using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Orders;
using RechargeSync.Core.Storage;
using StackExchange.Redis;

namespace RechargeSync.Console.Live;

/// <summary>
/// Finds what happened since the last time: stored and rejected deliveries, failed attempts and actions, and orders
/// that changed.
/// </summary>
internal sealed class LiveQuery(IDbContextFactory<SyncDbContext> contexts, RejectedList rejected, OrderViews views)
{
    /// <summary>Events of each kind at once; of a storm the newest.</summary>
    private const int Most = 200;

    /// <summary>Ids behind the cursor that are read again.</summary>
    private const int Margin = 200;

    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(3);

    /// <summary>Where a tail begins.</summary>
    public async Task<LiveCursor> StartAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // By the clock that dates the orders.
        var now = context.Database.SqlQuery<DateTimeOffset>($"""SELECT now() AS "Value" """);
        var start = await now.Select(time => new
        {
            Now = time,
            Inbox = context.Deliveries.Max(row => (long?)row.Id) ?? 0,
            Failures = context.FailedAttempts.Max(row => (long?)row.Id) ?? 0,
            Actions = context.AuditLog.Max(row => (long?)row.Id) ?? 0,
        })
            .SingleAsync(cancellationToken);
        var cursor = new LiveCursor(start.Inbox, start.Failures, start.Actions, start.Now);

        // What lies in the stretch before it has happened already.
        await SinceAsync(cursor, cancellationToken);
        return cursor;
    }

    /// <summary>What happened since, oldest first; moves the cursor on.</summary>
    public async Task<IReadOnlyList<LiveEvent>> SinceAsync(LiveCursor cursor, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (ofInbox, ofFailures, ofActions) = (
            cursor.Inbox - Margin,
            cursor.Failures - Margin,
            cursor.Actions - Margin
        );
        var deliveries = await DeliveryListRow
            .Of(context.Deliveries.Where(row => row.Id > ofInbox).OrderByDescending(row => row.Id).Take(Most + Margin))
            .ToListAsync(cancellationToken);
        var failures = await context
            .FailedAttempts.AsNoTracking()
            .Where(row => row.Id > ofFailures)
            .OrderByDescending(row => row.Id)
            .Take(Most + Margin)
            .ToListAsync(cancellationToken);
        var actions = await context
            .AuditLog.AsNoTracking()
            .Where(row => row.Id > ofActions)
            .OrderByDescending(row => row.Id)
            .Take(Most + Margin)
            .ToListAsync(cancellationToken);
        var refused = await RejectedAsync(cursor);
        var since = cursor.Changed - s_margin;
        var orders = await context
            .Orders.AsNoTracking()
            .Where(order => order.Work.UpdatedAt > since)
            .OrderByDescending(order => order.Work.UpdatedAt)
            .Take(Most)
            .ToListAsync(cancellationToken);

        cursor.Inbox = Furthest(deliveries.Select(row => row.Id), cursor.Inbox);
        cursor.Failures = Furthest(failures.Select(row => row.Id), cursor.Failures);
        cursor.Actions = Furthest(actions.Select(row => row.Id), cursor.Actions);
        cursor.Changed = orders.Select(order => order.Work.UpdatedAt).Append(cursor.Changed).Max();
        return
        [
            .. deliveries
                .Select(Delivery)
                .Concat(failures.Select(Failure))
                .Concat(actions.Select(Action))
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

    private static long Furthest(IEnumerable<long> found, long before) => found.Append(before).Max();

    private static LiveEvent Delivery(DeliveryListRow row)
    {
        var isQuarantined = row.State == DeliveryState.Quarantined;
        return new LiveEvent
        {
            Id = Name("delivery-", row.Id),
            At = row.ReceivedAt,
            Type = LiveEventTypes.Delivery,
            Store = row.Store,
            Resource = row.Resource.Length > 0 ? row.Resource : Name("delivery/", row.Id),
            Outcome = isQuarantined ? "failed" : "info",
            Text = isQuarantined
                ? $"Webhook {row.Topic} was not understood: {row.Reason}"
                : $"Webhook {row.Topic} was stored",
            TraceId = TraceLinks.Id(row.TraceParent),
        };
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

    private static LiveEvent Failure(FailedAttemptRow row) =>
        new()
        {
            Id = Name("failure-", row.Id),
            At = row.FailedAt,
            Type = LiveEventTypes.Failure,
            Store = row.Store,
            Resource = row.ResourceKey,
            Outcome = "failed",
            Text = string.Create(
                CultureInfo.InvariantCulture,
                $"Failed to {ApiNames.Say(row.Step)}: {row.Reason}{(row.Status is null ? "" : $" ({row.Status})")}"
            ),
            TraceId = TraceLinks.Id(row.TraceParent),
        };

    private static LiveEvent Action(AuditEntryRow row) =>
        new()
        {
            Id = Name("action-", row.Id),
            At = row.RecordedAt,
            Type = LiveEventTypes.Action,
            Store = row.Store,
            Resource = row.ResourceKey,
            Outcome = "info",
            Text = $"{row.Actor}: {row.Action}",
        };

    private LiveEvent Changed(OrderRow row)
    {
        var next = views.Next(row);
        var (outcome, text) = row.Work.State switch
        {
            WorkState.Dead => ("failed", $"Given up: {row.Work.Reason}"),
            WorkState.Done => ("ok", $"Done: the platform has it as {row.PlatformOrderId}"),
            WorkState.Ignored => ("info", row.Work.Reason is { } reason ? $"Ignored: {reason}" : "Ignored"),
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
