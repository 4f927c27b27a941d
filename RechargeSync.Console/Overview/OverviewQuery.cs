using RechargeSync.Console.Client;
using RechargeSync.Console.DeadLetters;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Pauses;
using RechargeSync.Console.Reconciliation;
using RechargeSync.Console.Subscriptions;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.Console.Overview;

/// <summary>Everything at a glance.</summary>
internal sealed class OverviewQuery(
    StoreRegistry stores,
    WaitingCounts waiting,
    PauseList pauses,
    RefusedDeliveriesQuery refused,
    RunList runs,
    SubscriptionHealthQuery health,
    DeadLetterGroups groups,
    SeriesCache series,
    RateLimiterState limits,
    StreamMonitor stream,
    UnservedStores unserved,
    TimeProvider clock
)
{
    public async Task<SystemOverview> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        string[] names = [.. stores.All.Select(store => store.Name).Order(StringComparer.Ordinal)];
        var counts = await waiting.ReadAsync(names, cancellationToken);
        var paused = (await pauses.ListAsync(cancellationToken)).Items.ToLookup(
            pause => pause.Store,
            StringComparer.Ordinal
        );
        var refusedSince = await refused.ReadAsync(cancellationToken);
        var newest = await runs.NewestAsync(names, cancellationToken);
        var subscriptions = await health.ReadAsync(cancellationToken);
        var day = (await series.GetAsync(SeriesRange.Day, cancellationToken)).Stores.ToDictionary(
            store => store.Store,
            store => store.Points,
            StringComparer.Ordinal
        );
        var overviews = new List<StoreOverview>();
        foreach (var count in counts)
        {
            overviews.Add(
                Store(
                    count,
                    day.GetValueOrDefault(count.Store, []),
                    subscriptions(count.Store),
                    newest.GetValueOrDefault(count.Store),
                    await RateLimitAsync(count.Store),
                    now
                ) with
                {
                    Paused = [.. paused[count.Store]],
                    RefusedSince = refusedSince.GetValueOrDefault(count.Store),
                }
            );
        }

        var state = await StreamAsync();
        return new SystemOverview(
            now,
            Attention.Find(
                overviews,
                await groups.RecentAsync(cancellationToken),
                state,
                await unserved.ReadAsync(cancellationToken),
                now
            ),
            overviews,
            state
        );
    }

    private static StoreOverview Store(
        StoreCounts count,
        IReadOnlyList<SeriesPoint> day,
        SubscriptionHealth subscriptions,
        ReconciliationRun? newest,
        RateLimitState? rateLimit,
        DateTimeOffset now
    )
    {
        DateTimeOffset[] open = [.. new[] { count.OldestOrder, count.OldestDelivery }.OfType<DateTimeOffset>()];
        var (p50, p95) = SeriesMath.Typical(day);
        return new StoreOverview
        {
            Store = count.Store,
            Accepted = day.Sum(point => point.Accepted),
            Synced = day.Sum(point => point.Synced),
            Active = count.Active,
            Retrying = count.Retrying,
            Dead = count.Dead,
            BeforeGoLive = count.BeforeGoLive,
            Carts = day.Sum(point => point.Carts),
            CartsActive = count.CartsActive,
            CartsDead = count.CartsDead,
            ChargesDead = count.ChargesDead,
            DeliveriesDead = count.DeliveriesDead,
            FreshnessMs = open.Length == 0 ? 0 : Math.Max(0, (long)(now - open.Min()).TotalMilliseconds),
            WriteBackP50Ms = p50,
            WriteBackP95Ms = p95,
            RateLimit = rateLimit,
            Subscriptions = subscriptions,
            LastReconciliation = newest,
        };
    }

    private async Task<RateLimitState?> RateLimitAsync(string store)
    {
        try
        {
            var (used, size, leak, paused) = await limits.ReadAsync(stores.Get(store));
            return new RateLimitState(used, size, leak, paused);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<StreamState?> StreamAsync()
    {
        try
        {
            var group = await stream.ReadAsync();
            return new StreamState(group.Undelivered, group.Pending, (long?)group.OldestAge?.TotalMilliseconds);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return null;
        }
    }
}
