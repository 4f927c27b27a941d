namespace RechargeSync.Core.Admin.Overviews;

/// <summary>What was counted of one store's bucket.</summary>
internal sealed record SeriesCount(
    string Store,
    int Bucket,
    long Accepted,
    long Synced,
    long Dead,
    long Carts,
    double? P50,
    double? P95
);
