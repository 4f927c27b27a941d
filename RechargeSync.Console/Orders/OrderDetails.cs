using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>One order with all that happened to it.</summary>
internal sealed class OrderDetails(
    IDbContextFactory<SyncDbContext> contexts,
    OrderViews views,
    TraceLinks traces,
    Onlooker onlooker,
    TimeProvider clock
)
{
    /// <summary>Events of each kind, the newest.</summary>
    private const int MostEvents = 200;

    /// <summary>What is said of an order that is not known.</summary>
    public static Refusal Unknown { get; } =
        Refusal.NotFound("No such order is known: check the store's name and the id, or search for it.");

    /// <summary>The row; null where there is none.</summary>
    public async Task<OrderRow?> RowAsync(string store, long orderId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context
            .Orders.AsNoTracking()
            .SingleOrDefaultAsync(order => order.Store == store && order.OrderId == orderId, cancellationToken);
    }

    /// <summary>All that is known of it.</summary>
    public async Task<Answer<OrderDetail>> FindAsync(string store, long orderId, CancellationToken cancellationToken)
    {
        var row = await RowAsync(store, orderId, cancellationToken);
        var history = await HistoryAsync(WorkKey.Order(store, orderId), cancellationToken);
        if (row is null)
        {
            return NewestUnread(history) is { } unread
                ? Refusal.NotFound(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Nothing is known of the order but a delivery that was not understood. "
                            + $"Delivery {unread.DeliveryId} ({unread.Topic}): {unread.Problem}"
                    )
                )
                : Unknown;
        }

        var summary = views.Summary(row);
        var now = clock.GetUtcNow();
        return new OrderDetail
        {
            Order = summary,
            Next = views.Next(row),
            AddressId = row.AddressId,
            CustomerId = row.CustomerId,
            Standing = summary.Standing,
            PlatformStanding = row.PlatformStanding is { } standing ? ApiNames.Of(standing) : null,
            Refunded = row.Refunded,
            PlatformRefunded = row.PlatformRefunded,
            Question = row.Question,
            LinkedId = row.LinkedId,
            Released = row.Released,
            Remarks =
            [
                .. RemarkText.Read(row.Remarks).Select(remark => new OrderRemark(remark.Member, remark.Problem)),
            ],
            Unread = Unread(row, history),
            Adopted = row.Adopted,
            PushedAt = row.PushedAt,
            OrderWrittenAt = row.OrderWrittenAt,
            ChargeWrittenAt = row.ChargeWrittenAt,
            ChargeWarning = row.ChargeWarning,
            FailingSince = row.Work.FailingSince,
            WorkedOn = StepReason.IsWorkedOn(row, now),
            PayloadDeliveryId = row.PayloadInboxId,
            Timeline = TimelineBuilder.Build(row, history, traces, onlooker.IsOperator),
            TimelineIsCut = history.Reaches(MostEvents),
            Actions =
            [
                .. StepReason.MayRetry(row, now) ? ["retry"] : Array.Empty<string>(),
                .. StepReason.MayPlace(row, now) ? ["place"] : Array.Empty<string>(),
                .. StepReason.MayIgnore(row, now) ? ["ignore"] : Array.Empty<string>(),
                .. StepReason.MayErase(row) ? ["erase"] : Array.Empty<string>(),
            ],
            RedoSteps = [.. views.Redoable(row).Select(ApiNames.Of)],
            TraceUrl = traces.Link(summary.TraceId),
        };
    }

    // Of those that could not be read the newest, as long as no answer of Recharge has come in its place.
    private static UnreadDelivery? Unread(OrderRow row, OrderHistory history) =>
        (row.Question ?? row.Work.Reason) == OrderReason.NotUnderstood ? NewestUnread(history) : null;

    private static UnreadDelivery? NewestUnread(OrderHistory history) =>
        history.Deliveries.FirstOrDefault(delivery => delivery.State == DeliveryState.Quarantined) is { } unread
            ? new UnreadDelivery(unread.Id, unread.Topic, unread.Reason ?? "", unread.ReceivedAt)
            : null;

    private async Task<OrderHistory> HistoryAsync(WorkKey key, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (store, resource) = (key.Store, key.Resource.ToString());

        // Two conditions for two partial indexes: what is applied, and what is not yet.
        var deliveries = context.Deliveries.Where(row => row.Store == store && row.ResourceKey == resource);
        var both = deliveries
            .Where(row => row.State != DeliveryState.Received)
            .Concat(deliveries.Where(row => row.State == DeliveryState.Received));
        return new OrderHistory(
            await DeliveryListRow
                .Of(both.OrderByDescending(row => row.Id).Take(MostEvents))
                .ToListAsync(cancellationToken),
            await context
                .FailedAttempts.AsNoTracking()
                .Where(row => row.Store == store && row.ResourceKey == resource)
                .OrderByDescending(row => row.Id)
                .Take(MostEvents)
                .ToListAsync(cancellationToken),
            await context
                .AuditLog.AsNoTracking()
                .Where(row => row.Store == store && row.ResourceKey == resource)
                .OrderByDescending(row => row.Id)
                .Take(MostEvents)
                .ToListAsync(cancellationToken),
            await context
                .ReconciliationFindings.AsNoTracking()
                .Where(row => row.Store == store && row.OrderId == key.OrderId)
                .OrderByDescending(row => row.Id)
                .Take(MostEvents)
                .ToListAsync(cancellationToken)
        );
    }
}
