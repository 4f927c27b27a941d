namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>What the mock saw: <c>GET /control/audit</c>.</summary>
internal sealed record Audit(
    IReadOnlyList<Audit.Order> Orders,
    IReadOnlyList<Audit.Charge> Charges,
    IReadOnlyList<Audit.PlatformOrder> PlatformOrders,
    IReadOnlyList<Audit.Cart> Carts,
    Audit.Calls Recharge,
    Audit.Deliveries Webhooks
)
{
    public Order OrderOf(long id) => Orders.Single(order => order.Id == id);

    public Charge ChargeOf(long id) => Charges.Single(charge => charge.Id == id);

    public Cart CartOf(string id) => Carts.Single(cart => cart.Id == id);

    public IReadOnlyList<PlatformOrder> Placed(string reference) =>
        [.. PlatformOrders.Where(order => order.Reference == reference)];

    internal sealed record Order(
        long Id,
        string Status,
        bool IsPrepaid,
        long? ChargeId,
        string? ExternalOrderId,
        string? ExternalOrderNumber,
        int IdWrites
    );

    internal sealed record Charge(long Id, string? ExternalOrderId, int IdWrites);

    internal sealed record PlatformOrder(string Id, string Number, string Reference, int CreateCalls, int Updates);

    internal sealed record Cart(string Id, int ItemCount, int ClearCalls);

    internal sealed record Calls(
        int Throttled,
        int Overflowed,
        [property: System.Text.Json.Serialization.JsonPropertyName("calls")] int Count
    );

    internal sealed record Deliveries(int Pending);
}
