namespace RechargeSync.AppHost.Demo;

/// <summary>What the mock has seen so far: <c>GET /control/audit</c>, the part that the demo shows.</summary>
internal sealed record Audit(
    IReadOnlyList<Audit.Order> Orders,
    IReadOnlyList<Audit.Charge> Charges,
    IReadOnlyList<Audit.PlatformOrder> PlatformOrders,
    IReadOnlyList<Audit.Cart> Carts
)
{
    /// <summary>An order at Recharge.</summary>
    internal sealed record Order(long Id, string? ExternalOrderId, string? ExternalOrderNumber);

    /// <summary>A charge at Recharge; <c>IdWrites</c> counts the write-backs to it.</summary>
    internal sealed record Charge(long Id, string? ExternalOrderId, int IdWrites);

    /// <summary>An order at the external platform; its status is <c>paid</c> until something happens to it.</summary>
    internal sealed record PlatformOrder(string Id, string? Number, string? Reference, int Updates, string? Status);

    /// <summary>A shopping cart at the external platform.</summary>
    internal sealed record Cart(string Id, int ItemCount, int ClearCalls);
}
