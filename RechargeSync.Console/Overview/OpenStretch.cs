namespace RechargeSync.Core.Admin.Overviews;

/// <summary>Orders that came in during one bucket and were done in another.</summary>
/// <param name="Store">The store.</param>
/// <param name="From">The bucket they came in.</param>
/// <param name="To">The bucket they were done in; beyond the last where they are not done.</param>
/// <param name="Oldest">When the first of them came in.</param>
internal sealed record OpenStretch(string Store, int From, int To, DateTimeOffset Oldest);
