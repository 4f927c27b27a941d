using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Parts;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Overview;

/// <summary>
/// Counts what waits in each store. Reads 10,000 rows of an index of each kind at most, whatever waits: more need not
/// be known to act.
/// </summary>
internal sealed class WaitingCounts(IDbContextFactory<SyncDbContext> contexts)
{
    private const int Most = 10_000;

    private const int MostBeforeGoLive = 1_000;

    private enum Kind
    {
        Order,
        Cart,
        Refused,
        Unapplied,
    }

    /// <summary>How many orders from before go-live, in words: their count ends at 1,000.</summary>
    public static string BeforeGoLiveText(long count) =>
        count >= MostBeforeGoLive ? $"{Display.Number(MostBeforeGoLive)}+ orders" : Display.Plural(count, "order");

    /// <summary>Of these stores, in their order.</summary>
    public async Task<IReadOnlyList<StoreCounts>> ReadAsync(string[] stores, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await Waiting(context)
            .GroupBy(row => new { row.Store, row.Kind })
            .Select(group => new
            {
                group.Key,
                Count = group.LongCount(),
                Retrying = group.LongCount(row => row.Attempts > 0),
                Oldest = group.Min(row => row.Since),
            })
            .ToDictionaryAsync(group => (group.Key.Store, group.Key.Kind), cancellationToken);
        var dead = await context
            .Stores(stores)
            .Select(store => new
            {
                store.Name,
                Orders = context
                    .Orders.Where(order => order.Store == store.Name && order.Work.State == WorkState.Dead)
                    .OrderBy(order => order.OrderId)
                    .Take(Most)
                    .LongCount(),
                Carts = context
                    .Carts.Where(cart => cart.Store == store.Name && cart.Work.State == WorkState.Dead)
                    .OrderBy(cart => cart.Token)
                    .Take(Most)
                    .LongCount(),
                Charges = context
                    .Charges.Where(charge => charge.Store == store.Name && charge.Work.State == WorkState.Dead)
                    .OrderBy(charge => charge.ChargeId)
                    .Take(Most)
                    .LongCount(),

                // The lowest ids are the oldest orders, so that most of them come first.
                BeforeGoLive = context
                    .Orders.Where(order =>
                        order.Store == store.Name && order.Work.State == WorkState.Ignored && order.Work.DueAt == null
                    )
                    .OrderBy(order => order.OrderId)
                    .Take(Most)
                    .Where(order => order.Work.Reason == OrderReason.BeforeGoLive && order.PlatformOrderId == null)
                    .Take(MostBeforeGoLive)
                    .LongCount(),
            })
            .ToDictionaryAsync(store => store.Name, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. stores.Select(store =>
            {
                var orders = waiting.GetValueOrDefault((store, Kind.Order));
                return new StoreCounts
                {
                    Store = store,
                    Active = orders?.Count ?? 0,
                    Retrying = orders?.Retrying ?? 0,
                    OldestOrder = orders?.Oldest,
                    Dead = dead[store].Orders,
                    CartsActive = waiting.GetValueOrDefault((store, Kind.Cart))?.Count ?? 0,
                    CartsDead = dead[store].Carts,
                    ChargesDead = dead[store].Charges,
                    BeforeGoLive = dead[store].BeforeGoLive,
                    DeliveriesDead = waiting.GetValueOrDefault((store, Kind.Refused))?.Count ?? 0,
                    OldestDelivery = waiting.GetValueOrDefault((store, Kind.Unapplied))?.Oldest,
                };
            }),
        ];
    }

    // Side by side, each along its own index.
    private static IQueryable<WaitingRow> Waiting(SyncDbContext context) =>
        context
            .Orders.Where(order => order.Work.DueAt != null)
            .OrderBy(order => order.Work.DueAt)
            .Take(Most)
            .Where(order => order.Work.State == WorkState.Active)
            .Select(order => new WaitingRow
            {
                Kind = Kind.Order,
                Store = order.Store,
                Attempts = order.Work.Attempts,
                Since = order.Work.CreatedAt,
            })
            .Concat(
                context
                    .Carts.Where(cart => cart.Work.DueAt != null)
                    .OrderBy(cart => cart.Work.DueAt)
                    .Take(Most)
                    .Where(cart => cart.Work.State == WorkState.Active)
                    .Select(cart => new WaitingRow
                    {
                        Kind = Kind.Cart,
                        Store = cart.Store,
                        Attempts = cart.Work.Attempts,
                        Since = cart.Work.CreatedAt,
                    })
            )
            .Concat(
                context
                    .Deliveries.Where(row => row.State == DeliveryState.Quarantined || row.State == DeliveryState.Dead)
                    .OrderByDescending(row => row.Id)
                    .Take(Most)
                    .Select(row => new WaitingRow
                    {
                        Kind = Kind.Refused,
                        Store = row.Store,
                        Attempts = 0,
                        Since = row.ReceivedAt,
                    })
            )
            .Concat(
                context
                    .Deliveries.Where(row => row.FinishedAt == null)
                    .OrderBy(row => row.EnqueuedAt)
                    .Take(Most)
                    .Select(row => new WaitingRow
                    {
                        Kind = Kind.Unapplied,
                        Store = row.Store,
                        Attempts = 0,
                        Since = row.ReceivedAt,
                    })
            );

    private sealed record WaitingRow
    {
        public required Kind Kind { get; init; }

        public required string Store { get; init; }

        public required int Attempts { get; init; }

        public required DateTimeOffset Since { get; init; }
    }
}

/// <summary>What waits in one store, now.</summary>
internal sealed record StoreCounts
{
    public required string Store { get; init; }

    public long Active { get; init; }

    public long Retrying { get; init; }

    public DateTimeOffset? OldestOrder { get; init; }

    public long Dead { get; init; }

    public long CartsActive { get; init; }

    public long CartsDead { get; init; }

    public long ChargesDead { get; init; }

    public long BeforeGoLive { get; init; }

    public long DeliveriesDead { get; init; }

    public DateTimeOffset? OldestDelivery { get; init; }
}
