using Npgsql;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Overview;

/// <summary>
/// Counts a range's deliveries and what became of them. Of very many it reads a sample, so that it stays quick.
/// </summary>
internal sealed class SeriesQuery(
    NpgsqlDataSource database,
    InboxCursor inbox,
    StoreRegistry stores,
    TimeProvider clock
)
{
    /// <summary>Deliveries that are read, at most.</summary>
    private const int MostSamples = 10_000;

    /// <summary>Beyond every bucket: not done yet.</summary>
    private const int NotDone = 1_000_000;

    // Each delivery by its id and its order by the primary key; written so that no plan can read more.
    private const string Seen = """
        SELECT i.store, floor(extract(epoch FROM i.received_at - @from) / @width)::integer AS bucket, i.received_at,
            i.topic IN ('order/created', 'order/processed', 'order/reconciled') AS starts,
            starts_with(i.topic, 'checkout/') AS cart, o.state,
            CASE WHEN o.order_written_at >= i.received_at THEN o.order_written_at END AS written,
            coalesce(CASE WHEN o.order_written_at >= i.received_at THEN o.order_written_at END,
                CASE WHEN o.state <> 1 THEN coalesce(o.finished_at, o.updated_at) END,
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
    private const string Counts = $"""
        WITH seen AS MATERIALIZED ({Seen}),
        lasting AS (
            SELECT store, bucket, received_at,
                coalesce(floor(extract(epoch FROM closed - @from) / @width)::integer, @never) AS done
            FROM seen)
        SELECT store, bucket, count(*),
            count(*) FILTER (WHERE starts AND written IS NOT NULL),
            count(*) FILTER (WHERE starts AND state = 4),
            count(*) FILTER (WHERE cart),
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM written - received_at)::double precision)
                FILTER (WHERE starts AND written IS NOT NULL),
            percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM written - received_at)::double precision)
                FILTER (WHERE starts AND written IS NOT NULL),
            NULL::integer, NULL::timestamptz
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

        await using var command = Command(range, from, (first, last, step));
        var (counts, open) = (new List<SeriesCount>(), new List<OpenStretch>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Read(new RowReader(reader), counts, open);
        }

        var names = stores
            .All.Select(store => store.Name)
            .Union(counts.Select(count => count.Store), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return SeriesMath.Build(range, from, now, step, [.. names], counts, open);
    }

    private static void Read(RowReader row, List<SeriesCount> counts, List<OpenStretch> open)
    {
        var count = new SeriesCount
        {
            Store = row.Value<string>(),
            Bucket = row.Value<int>(),
            Accepted = row.Value<long>(),
            Synced = row.Value<long>(),
            Dead = row.Value<long>(),
            Carts = row.Value<long>(),
            P50 = row.OptionalValue<double>(),
            P95 = row.OptionalValue<double>(),
        };
        if (row.OptionalValue<int>() is { } done)
        {
            open.Add(new OpenStretch(count.Store, count.Bucket, done, row.Value<DateTimeOffset>()));
        }
        else
        {
            counts.Add(count);
        }
    }

    private NpgsqlCommand Command(SeriesRange range, DateTimeOffset from, (long First, long Last, long Step) ids)
    {
        var command = database.CreateCommand(Counts);
        var values = command.Values();
        values.Add("from", from);
        values.Add("width", range.Bucket.TotalSeconds);
        values.Add("first", ids.First);
        values.Add("last", ids.Last);
        values.Add("step", ids.Step);
        values.Add("never", NotDone);
        return command;
    }
}
