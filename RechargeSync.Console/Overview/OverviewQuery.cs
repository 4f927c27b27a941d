using Npgsql;
using RechargeSync.Console.Client;
using RechargeSync.Console.DeadLetters;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Reconciliation;
using RechargeSync.Console.Subscriptions;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.Console.Overview;

/// <summary>Everything at a glance.</summary>
internal sealed class OverviewQuery(
    NpgsqlDataSource database,
    StoreRegistry stores,
    RunList runs,
    SubscriptionHealthQuery health,
    DeadLetterGroups groups,
    SeriesCache series,
    RateLimiterState limits,
    StreamMonitor stream,
    TimeProvider clock
)
{
    // Each reads 10,000 rows of an index at most, whatever waits: more need not be known to act.
    private const string Counts = """
        WITH on_their_way AS (
            SELECT store, count(*) AS active, count(*) FILTER (WHERE attempts > 0) AS retrying,
                min(created_at) AS oldest
            FROM (SELECT store, state, attempts, created_at FROM orders
                WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 10000) AS x WHERE state = 1 GROUP BY store),
        carts_on_their_way AS (
            SELECT store, count(*) AS active FROM (SELECT store, state FROM carts
                WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 10000) AS x WHERE state = 1 GROUP BY store),
        refused AS (SELECT store, count(*) AS dead FROM (SELECT store FROM inbox
            WHERE state in (3, 4) ORDER BY id DESC LIMIT 10000) AS x GROUP BY store),
        unapplied AS (
            SELECT store, min(received_at) AS oldest FROM (SELECT store, received_at FROM inbox
                WHERE finished_at IS NULL ORDER BY enqueued_at LIMIT 10000) AS x GROUP BY store)
        SELECT s.store, coalesce(o.active, 0), coalesce(o.retrying, 0), o.oldest,
            (SELECT count(*) FROM (SELECT 1 FROM orders WHERE store = s.store AND state = 4 LIMIT 10000) AS x),
            coalesce(c.active, 0),
            (SELECT count(*) FROM (SELECT 1 FROM carts WHERE store = s.store AND state = 4 LIMIT 10000) AS x),
            coalesce(r.dead, 0), u.oldest
        FROM unnest(@stores) AS s (store)
        LEFT JOIN on_their_way AS o ON o.store = s.store
        LEFT JOIN carts_on_their_way AS c ON c.store = s.store
        LEFT JOIN refused AS r ON r.store = s.store
        LEFT JOIN unapplied AS u ON u.store = s.store
        """;

    public async Task<SystemOverview> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        string[] names = [.. stores.All.Select(store => store.Name).Order(StringComparer.Ordinal)];
        var counts = await CountAsync(names, cancellationToken);
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
                )
            );
        }

        var state = await StreamAsync();
        return new SystemOverview(
            now,
            Attention.Find(overviews, (await groups.ListAsync(null, cancellationToken)).Items, state),
            overviews,
            state
        );
    }

    private async Task<List<StoreCounts>> CountAsync(string[] names, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Counts);
        command.Values().Add("stores", names);
        return await command.ReadAsync(
            row => new StoreCounts
            {
                Store = row.Value<string>(),
                Active = row.Value<long>(),
                Retrying = row.Value<long>(),
                OldestOrder = row.OptionalValue<DateTimeOffset>(),
                Dead = row.Value<long>(),
                CartsActive = row.Value<long>(),
                CartsDead = row.Value<long>(),
                DeliveriesDead = row.Value<long>(),
                OldestDelivery = row.OptionalValue<DateTimeOffset>(),
            },
            cancellationToken
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
            Carts = day.Sum(point => point.Carts),
            CartsActive = count.CartsActive,
            CartsDead = count.CartsDead,
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
            var (undelivered, pending) = await stream.DepthAsync();
            return new StreamState(
                undelivered,
                pending,
                (long?)(await stream.OldestEntryAgeAsync())?.TotalMilliseconds
            );
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return null;
        }
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

    public long DeliveriesDead { get; init; }

    public DateTimeOffset? OldestDelivery { get; init; }
}
