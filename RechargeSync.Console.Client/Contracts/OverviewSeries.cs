namespace RechargeSync.Core.Admin.Contracts;

/// <summary>The charts: <c>GET /admin/v1/overview/series?range=hour|day|week&amp;store=</c>.</summary>
/// <param name="Range"><c>hour</c>, <c>day</c> or <c>week</c>.</param>
/// <param name="From">Start of the first bucket.</param>
/// <param name="BucketMs">Width of a bucket.</param>
/// <param name="SampledOneIn">
/// Of how many deliveries one was looked at; counts are scaled by it. 1 up to some 100,000 deliveries.
/// </param>
/// <param name="Stores">Each store's points.</param>
public sealed record OverviewSeries(
    string Range,
    DateTimeOffset From,
    long BucketMs,
    long SampledOneIn,
    IReadOnlyList<StoreSeries> Stores
);
