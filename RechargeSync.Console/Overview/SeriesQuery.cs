using Microsoft.EntityFrameworkCore;
using Npgsql;
using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Overview;

/// <summary>
/// Counts a range's deliveries and what became of them. Of very many it reads a sample, so that it stays quick.
/// </summary>
internal sealed class SeriesQuery(
    IDbContextFactory<SyncDbContext> contexts,
    InboxCursor inbox,
    StoreRegistry stores,
    TimeProvider clock
)
{
    /// <summary>Deliveries that are read, at most.</summary>
    private const int MostSamples = 10_000;

    /// <summary>Beyond every bucket: not done yet.</summary>
    private const int NotDone = 1_000_000;

    // Each delivery by its id and its order by the primary key; written so that no plan can read more. In SQL, as LINQ
    // has neither generate_series nor percentiles.
    private static readonly string s_seen = $"""
        SELECT i.store, floor(extract(epoch FROM i.received_at - @from) / @width)::integer AS bucket, i.received_at,
            i.topic IN ('order/created', 'order/processed', 'order/reconciled') AS starts,
            starts_with(i.topic, 'checkout/') AS cart, o.state,
            CASE WHEN o.order_written_at >= i.received_at THEN o.order_written_at END AS written,
            coalesce(CASE WHEN o.order_written_at >= i.received_at THEN o.order_written_at END,
                CASE WHEN o.state <> {WorkState.Active.Sql()} THEN coalesce(o.finished_at, o.updated_at) END,
                CASE WHEN o.state IS NULL THEN i.finished_at END) AS closed
        FROM generate_series(@first, @last, @step) AS n (id)
        JOIN inbox AS i ON i.id = n.id
        LEFT JOIN LATERAL (
            SELECT state, order_written_at, finished_at, updated_at FROM orders
            WHERE orders.store = i.store AND orders.order_id =
                CASE WHEN starts_with(i.resource_key, 'order/') THEN substr(i.resource_key, 7)::bigint END) AS o ON true
        WHERE i.received_at >= @from
        """;

    // What was counted of each bucket, and below it, told by the last two columns, what was open beyond its end.
    private static readonly string s_counts = $"""
        WITH seen AS MATERIALIZED ({s_seen}),
        lasting AS (
            SELECT store, bucket, received_at,
                coalesce(floor(extract(epoch FROM closed - @from) / @width)::integer, @never) AS done
            FROM seen)
        SELECT store AS "Store", bucket AS "Bucket", count(*) AS "Accepted",
            count(*) FILTER (WHERE starts AND written IS NOT NULL) AS "Synced",
            count(*) FILTER (WHERE starts AND state = {WorkState.Dead.Sql()}) AS "Dead",
            count(*) FILTER (WHERE cart) AS "Carts",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM written - received_at)::double precision)
                FILTER (WHERE starts AND written IS NOT NULL) AS "P50",
            percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM written - received_at)::double precision)
                FILTER (WHERE starts AND written IS NOT NULL) AS "P95",
            NULL::integer AS "Done", NULL::timestamptz AS "OpenSince"
        FROM seen GROUP BY store, bucket
        UNION ALL
        SELECT store, bucket, 0, 0, 0, 0, NULL, NULL, done, min(received_at) FROM lasting
            WHERE done > bucket GROUP BY store, bucket, done
        """;

    /// <summary>A range's charts of all stores.</summary>
    public async Task<OverviewSeries> ReadAsync(SeriesRange range, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var from = range.From(now);
        var (first, last) = await inbox.SinceAsync(from, cancellationToken);
        var step = Math.Max(1, (last - first + MostSamples) / MostSamples);

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context
            .Database.SqlQueryRaw<SeriesRow>(
                s_counts,
                new NpgsqlParameter<DateTimeOffset>("from", from),
                new NpgsqlParameter<double>("width", range.Bucket.TotalSeconds),
                new NpgsqlParameter<long>("first", first),
                new NpgsqlParameter<long>("last", last),
                new NpgsqlParameter<long>("step", step),
                new NpgsqlParameter<int>("never", NotDone)
            )
            .ToListAsync(cancellationToken);
        var counts = rows.Where(row => row.Done is null).Select(row => row.ToCount()).ToList();
        var open = rows.Where(row => row.Done is not null).Select(row => row.ToOpen()).ToList();
        var names = stores
            .All.Select(store => store.Name)
            .Union(counts.Select(count => count.Store), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return SeriesMath.Build(range, from, now, step, [.. names], counts, open);
    }

    private sealed record SeriesRow
    {
        public required string Store { get; init; }

        public int Bucket { get; init; }

        public long Accepted { get; init; }

        public long Synced { get; init; }

        public long Dead { get; init; }

        public long Carts { get; init; }

        public double? P50 { get; init; }

        public double? P95 { get; init; }

        public int? Done { get; init; }

        public DateTimeOffset? OpenSince { get; init; }

        public SeriesCount ToCount() =>
            new()
            {
                Store = Store,
                Bucket = Bucket,
                Accepted = Accepted,
                Synced = Synced,
                Dead = Dead,
                Carts = Carts,
                P50 = P50,
                P95 = P95,
            };

        public OpenStretch ToOpen() => new(Store, Bucket, Done!.Value, OpenSince!.Value);
    }
}
