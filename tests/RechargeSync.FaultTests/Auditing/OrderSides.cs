using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Auditing;

/// <summary>The mock's audit by order, charge and reference.</summary>
internal sealed class OrderSides(MockAudit mock)
{
    private readonly Dictionary<(string Store, long Id), MockAudit.Order> _orders = mock.Orders.ToDictionary(order =>
        (order.Store, order.Id)
    );
    private readonly Dictionary<(string Store, long Id), MockAudit.Charge> _charges = mock.Charges.ToDictionary(
        charge => (charge.Store, charge.Id)
    );
    private readonly ILookup<string, MockAudit.PlatformOrder> _placed = mock.PlatformOrders.ToLookup(
        order => order.Reference,
        StringComparer.Ordinal
    );

    public MockAudit.Order? OrderOf(OrderStory story) => _orders.GetValueOrDefault((story.Shop.Name, story.Id));

    public MockAudit.Charge? ChargeOf(string store, long chargeId) => _charges.GetValueOrDefault((store, chargeId));

    public IReadOnlyList<MockAudit.PlatformOrder> PlacedAs(string reference) => [.. _placed[reference]];
}
