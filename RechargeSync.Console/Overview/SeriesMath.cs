using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Core.Admin.Overviews;

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
                new SeriesPoint(
                    at,
                    (count?.Accepted ?? 0) * step,
                    (count?.Synced ?? 0) * step,
                    (count?.Dead ?? 0) * step,
                    (count?.Carts ?? 0) * step,
                    Milliseconds(count?.P50),
                    Milliseconds(count?.P95),
                    Freshness(open, i, end)
                )
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
