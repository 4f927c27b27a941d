namespace RechargeSync.Console.Overview;

/// <summary>A chart's range.</summary>
/// <param name="Name"><c>hour</c>, <c>day</c> or <c>week</c>.</param>
/// <param name="Bucket">Width of a bucket.</param>
/// <param name="Count">How many buckets.</param>
/// <param name="Fresh">How long an answer stands before it is taken anew.</param>
internal sealed record SeriesRange(string Name, TimeSpan Bucket, int Count, TimeSpan Fresh)
{
    public static readonly IReadOnlyList<SeriesRange> All =
    [
        new("hour", TimeSpan.FromMinutes(1), 60, TimeSpan.FromSeconds(3)),
        new("day", TimeSpan.FromMinutes(15), 96, TimeSpan.FromSeconds(10)),
        new("week", TimeSpan.FromHours(2), 84, TimeSpan.FromMinutes(1)),
    ];

    /// <summary>The range of the last 24 hours.</summary>
    public static SeriesRange Day => All[1];

    public static SeriesRange? Find(string? name) => All.FirstOrDefault(range => range.Name == (name ?? "hour"));

    /// <summary>Start of the first bucket; the last one is the one that <paramref name="now"/> lies in.</summary>
    public DateTimeOffset From(DateTimeOffset now) =>
        new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Bucket.Ticks), TimeSpan.Zero) - (Bucket * (Count - 1));
}
