namespace RechargeSync.MockPlatform.Control;

/// <summary>The latest deliveries: <c>GET /control/deliveries</c>.</summary>
/// <param name="Pending">How many are not finished, listed or not; 0 means that all is quiet.</param>
internal sealed record DeliveryReport(long Pending, IReadOnlyList<DeliveryReport.Row> Deliveries)
{
    /// <param name="Status"><c>pending</c>, <c>delivered</c>, <c>abandoned</c> or <c>dropped</c>.</param>
    /// <param name="LastStatusCode">Of the last attempt; null when it got no answer.</param>
    internal sealed record Row(
        long Id,
        string Store,
        string Topic,
        long SubscriptionId,
        string Status,
        int Attempts,
        int? LastStatusCode,
        DateTimeOffset FiredAt
    );
}
