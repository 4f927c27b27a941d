using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>One order with all that happened to it.</summary>
internal sealed class OrderDetails(
    IDbContextFactory<SyncDbContext> contexts,
    OrderViews views,
    TraceLinks traces,
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
        if (await RowAsync(store, orderId, cancellationToken) is not { } row)
        {
            return Unknown;
        }

        var history = await HistoryAsync(WorkKey.Order(store, orderId), cancellationToken);
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
