namespace RechargeSync.FaultTests.Load;

/// <summary>What the mock saw: <c>GET /control/audit</c>.</summary>
internal sealed record MockAudit(
    IReadOnlyList<MockAudit.Order> Orders,
    IReadOnlyList<MockAudit.Charge> Charges,
    IReadOnlyList<MockAudit.PlatformOrder> PlatformOrders,
    IReadOnlyList<MockAudit.Cart> Carts,
    MockAudit.WebhookCounts Webhooks,
    MockAudit.RechargeCounts Recharge
)
{
    internal sealed record Order(
        long Id,
        string Store,
        string? ExternalOrderId,
        string? ExternalOrderNumber,
        int IdWrites
    );

    internal sealed record Charge(
        long Id,
        string Store,
        string? ExternalOrderId,
        int IdWrites,
        IReadOnlyList<DateTimeOffset> IdWrittenAt
    );

    internal sealed record PlatformOrder(
        string Id,
        string Number,
        string Reference,
        int CreateCalls,
        int Updates,
        string Status
    );

    internal sealed record Cart(string Id, int ItemCount, int ClearCalls);

    internal sealed record WebhookCounts(long Fired, long Delivered, long Failed, long Pending);

    internal sealed record RechargeCounts(long Calls, long Throttled, long Conflicts);
}
