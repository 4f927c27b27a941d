using Npgsql;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.Core.Admin.Overviews;

/// <summary>Everything at a glance.</summary>
internal sealed class OverviewQuery(
    NpgsqlDataSource database,
    StoreRegistry stores,
    RunList runs,
    JobStates jobs,
    DeadLetterGroups groups,
    SeriesCache series,
    BudgetLook budgets,
    StreamMonitor stream,
    TimeProvider clock
)
{
    // Each looks at 10,000 rows of an index at most, whatever waits: more need not be known to act.
    private const string Counts = """
        WITH on_their_way AS (
            SELECT store, count(*) AS active, count(*) FILTER (WHERE attempts > 0) AS retrying, min(created_at) AS oldest
            FROM (SELECT store, state, attempts, created_at FROM orders WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 10000) AS x WHERE state = 1 GROUP BY store),
        carts_on_their_way AS (
            SELECT store, count(*) AS active FROM (SELECT store, state FROM carts WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 10000) AS x WHERE state = 1 GROUP BY store),
        refused AS (SELECT store, count(*) AS dead FROM (SELECT store FROM inbox WHERE state in (3, 4) ORDER BY id DESC LIMIT 10000) AS x GROUP BY store),
        unapplied AS (
            SELECT store, min(received_at) AS oldest FROM (SELECT store, received_at FROM inbox WHERE finished_at IS NULL ORDER BY enqueued_at LIMIT 10000) AS x GROUP BY store)
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

    public async Task<Overview> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        string[] names = [.. stores.All.Select(store => store.Name).Order(StringComparer.Ordinal)];
        var counts = await CountAsync(names, cancellationToken);
        var walks = await runs.NewestAsync(names, cancellationToken);
        var watches = await jobs.ReadAsync(cancellationToken);
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
                    watches(count.Store),
                    walks.GetValueOrDefault(count.Store),
                    await BudgetAsync(count.Store),
                    now
                )
            );
        }

        var state = await StreamAsync();
        return new Overview(
            now,
            Attention.Find(overviews, await groups.ReadAsync(null, cancellationToken), state),
            overviews,
            state
        );
    }

    private async Task<List<StoreCounts>> CountAsync(string[] names, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Counts);
        command.Values().Add("stores", names);
        return await command.ReadAsync(
            row => new StoreCounts(
                row.Value<string>(),
                row.Value<long>(),
                row.Value<long>(),
                row.OptionalValue<DateTimeOffset>(),
                row.Value<long>(),
                row.Value<long>(),
                row.Value<long>(),
                row.Value<long>(),
                row.OptionalValue<DateTimeOffset>()
            ),
            cancellationToken
        );
    }

    private static StoreOverview Store(
        StoreCounts count,
        IReadOnlyList<SeriesPoint> day,
        SubscriptionHealth watch,
        ReconciliationRun? walk,
        CallBudgetState? budget,
        DateTimeOffset now
    )
    {
        DateTimeOffset[] open = [.. new[] { count.OldestOrder, count.OldestDelivery }.OfType<DateTimeOffset>()];
        var (p50, p95) = SeriesMath.Typical(day);
        return new StoreOverview(
            count.Store,
            day.Sum(point => point.Accepted),
            day.Sum(point => point.Synced),
            count.Active,
            count.Retrying,
            count.Dead,
            day.Sum(point => point.Carts),
            count.CartsActive,
            count.CartsDead,
            count.DeliveriesDead,
            open.Length == 0 ? 0 : Math.Max(0, (long)(now - open.Min()).TotalMilliseconds),
            p50,
            p95,
            budget,
            watch,
            walk
        );
    }

    private async Task<CallBudgetState?> BudgetAsync(string store)
    {
        try
        {
            var (used, size, leak, paused) = await budgets.ReadAsync(stores.Get(store));
            return new CallBudgetState(used, size, leak, paused);
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
