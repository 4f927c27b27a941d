namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One store's charts.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Points">One point for each bucket, oldest first; none is left out.</param>
public sealed record StoreSeries(string Store, IReadOnlyList<SeriesPoint> Points);
