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
    NpgsqlDataSource database, StoreRegistry stores, RunList runs, JobStates jobs, DeadLetterGroups groups, SeriesCache series, BudgetLook budgets, StreamMonitor stream, TimeProvider clock)
{
    // Each count ends at 10,000 rows of an index: more need not be known to act.
    private const string Counts = """
        SELECT s.store, o.active, o.retrying, o.oldest,
            (SELECT count(*) FROM (SELECT 1 FROM orders WHERE store = s.store AND state = 4 LIMIT 10000) AS x),
            (SELECT count(*) FROM (SELECT 1 FROM carts WHERE due_at IS NOT NULL AND store = s.store AND state = 1 LIMIT 10000) AS x),
            (SELECT count(*) FROM (SELECT 1 FROM carts WHERE store = s.store AND state = 4 LIMIT 10000) AS x),
            (SELECT count(*) FROM (SELECT 1 FROM inbox WHERE state in (3, 4) AND store = s.store LIMIT 10000) AS x),
            (SELECT min(received_at) FROM (SELECT received_at FROM inbox WHERE finished_at IS NULL AND store = s.store ORDER BY enqueued_at LIMIT 1000) AS x)
        FROM unnest(@stores) AS s (store)
        CROSS JOIN LATERAL (
            SELECT count(*) AS active, count(*) FILTER (WHERE attempts > 0) AS retrying, min(created_at) AS oldest
            FROM (SELECT attempts, created_at FROM orders WHERE store = s.store AND state = 1 ORDER BY order_id LIMIT 10000) AS x) AS o
        """;

    public async Task<Overview> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        string[] names = [.. stores.All.Select(store => store.Name).Order(StringComparer.Ordinal)];
        var counts = await CountAsync(names, cancellationToken);
        var walks = await runs.NewestAsync(names, cancellationToken);
        var watches = await jobs.ReadAsync(cancellationToken);
        var day = (await series.GetAsync(SeriesRange.Day, cancellationToken)).Stores.ToDictionary(store => store.Store, store => store.Points, StringComparer.Ordinal);
        var overviews = new List<StoreOverview>();
        foreach (var count in counts)
        {
            overviews.Add(Store(count, day.GetValueOrDefault(count.Store, []), watches(count.Store), walks.GetValueOrDefault(count.Store), await BudgetAsync(count.Store), now));
        }

        var state = await StreamAsync();
        return new Overview(now, Attention.Find(overviews, await groups.ReadAsync(null, cancellationToken), state), overviews, state);
    }

    private async Task<List<StoreCounts>> CountAsync(string[] names, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Counts);
        command.Values().Add("stores", names);
        return await command.ReadAsync(
            row => new StoreCounts(
                row.Value<string>(), row.Value<long>(), row.Value<long>(), row.OptionalValue<DateTimeOffset>(), row.Value<long>(), row.Value<long>(), row.Value<long>(), row.Value<long>(),
                row.OptionalValue<DateTimeOffset>()),
            cancellationToken);
    }

    private static StoreOverview Store(
        StoreCounts count, IReadOnlyList<SeriesPoint> day, SubscriptionHealth watch, ReconciliationRun? walk, CallBudgetState? budget, DateTimeOffset now)
    {
        DateTimeOffset[] open = [.. new[] { count.OldestOrder, count.OldestDelivery }.OfType<DateTimeOffset>()];
        var (p50, p95) = SeriesMath.Typical(day);
        return new StoreOverview(
            count.Store, day.Sum(point => point.Accepted), day.Sum(point => point.Synced), count.Active, count.Retrying, count.Dead, day.Sum(point => point.Carts),
            count.CartsActive, count.CartsDead, count.DeliveriesDead, open.Length == 0 ? 0 : Math.Max(0, (long)(now - open.Min()).TotalMilliseconds), p50, p95, budget, watch, walk);
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
            return new StreamState(undelivered, pending, (long?)(await stream.OldestEntryAgeAsync())?.TotalMilliseconds);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return null;
        }
    }
}
