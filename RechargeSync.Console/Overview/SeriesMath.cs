using RechargeSync.Console.Client;

namespace RechargeSync.Console.Overview;

/// <summary>Makes charts of counts. Pure.</summary>
internal static class SeriesMath
{
    public static OverviewSeries Build(
        SeriesRange range,
        DateTimeOffset from,
        DateTimeOffset now,
        long step,
        IReadOnlyList<string> stores,
        IReadOnlyList<SeriesCount> counts,
        IReadOnlyList<OpenStretch> open
    ) =>
        new(
            range.Name,
            from,
            (long)range.Bucket.TotalMilliseconds,
            step,
            [
                .. stores.Select(store => new StoreSeries(
                    store,
                    Points(
                        range,
                        from,
                        now,
                        step,
                        [.. counts.Where(c => c.Store == store)],
                        [.. open.Where(o => o.Store == store)]
                    )
                )),
            ]
        );

    /// <summary>
    /// The median and the slowest 5 in 100 of many buckets, each counted as often as it has orders; null without any.
    /// </summary>
    public static (long? P50, long? P95) Typical(IReadOnlyList<SeriesPoint> points)
    {
        var synced = points.Where(point => point is { Synced: > 0, WriteBackP50Ms: not null }).ToList();
        var all = synced.Sum(point => point.Synced);
        return all == 0
            ? (null, null)
            : (Weighted(point => point.WriteBackP50Ms!.Value), Weighted(point => point.WriteBackP95Ms!.Value));

        long Weighted(Func<SeriesPoint, long> value)
        {
            var seen = 0L;
            foreach (var point in synced.OrderBy(value))
            {
                seen += point.Synced;
                if (seen * 2 >= all)
                {
                    return value(point);
                }
            }

            return 0;
        }
    }

    private static List<SeriesPoint> Points(
        SeriesRange range,
        DateTimeOffset from,
        DateTimeOffset now,
        long step,
        IReadOnlyList<SeriesCount> counts,
        IReadOnlyList<OpenStretch> open
    )
    {
        var byBucket = counts.ToDictionary(count => count.Bucket);
        var points = new List<SeriesPoint>(range.Count);
        for (var i = 0; i < range.Count; i++)
        {
            var at = from + (range.Bucket * i);
            var end = at + range.Bucket < now ? at + range.Bucket : now;
            var count = byBucket.GetValueOrDefault(i);
            points.Add(
                new SeriesPoint
                {
                    At = at,
                    Accepted = (count?.Accepted ?? 0) * step,
                    Synced = (count?.Synced ?? 0) * step,
                    Dead = (count?.Dead ?? 0) * step,
                    Carts = (count?.Carts ?? 0) * step,
                    WriteBackP50Ms = Milliseconds(count?.P50),
                    WriteBackP95Ms = Milliseconds(count?.P95),
                    FreshnessMs = Freshness(open, i, end),
                }
            );
        }

        return points;
    }

    // What came in during this bucket or before, and was done in a later one, was open at its end.
    private static long Freshness(IReadOnlyList<OpenStretch> open, int bucket, DateTimeOffset end)
    {
        var oldest = open.Where(stretch => stretch.From <= bucket && stretch.To > bucket)
            .Select(stretch => stretch.Oldest)
            .DefaultIfEmpty(end)
            .Min();
        return Math.Max(0, (long)(end - oldest).TotalMilliseconds);
    }

    private static long? Milliseconds(double? seconds) => seconds is { } value ? (long)(value * 1000) : null;
}

/// <summary>What was counted of one store's bucket.</summary>
internal sealed record SeriesCount
{
    public required string Store { get; init; }

    public required int Bucket { get; init; }

    public long Accepted { get; init; }

    public long Synced { get; init; }

    public long Dead { get; init; }

    public long Carts { get; init; }

    public double? P50 { get; init; }

    public double? P95 { get; init; }
}

/// <summary>Orders that came in during one bucket and were done in another.</summary>
/// <param name="Store">The store.</param>
/// <param name="From">The bucket they came in.</param>
/// <param name="To">The bucket they were done in; beyond the last where they are not done.</param>
/// <param name="Oldest">When the first of them came in.</param>
internal sealed record OpenStretch(string Store, int From, int To, DateTimeOffset Oldest);
