namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One bucket of a chart: what became of the deliveries that came in during it.</summary>
/// <param name="At">Start of the bucket.</param>
/// <param name="Accepted">Deliveries stored.</param>
/// <param name="Synced">Of them, those that led to a write-back.</param>
/// <param name="Dead">Of them, those whose order is given up.</param>
/// <param name="Carts">Of them, checkouts.</param>
/// <param name="WriteBackP50Ms">Median time from webhook to write-back; null without any.</param>
/// <param name="WriteBackP95Ms">The slowest 5 in 100; null without any.</param>
/// <param name="FreshnessMs">
/// Age of the oldest order that was not done at the bucket's end, as far as it came in within the range.
/// </param>
public sealed record SeriesPoint(
    DateTimeOffset At,
    long Accepted,
    long Synced,
    long Dead,
    long Carts,
    long? WriteBackP50Ms,
    long? WriteBackP95Ms,
    long FreshnessMs
);
