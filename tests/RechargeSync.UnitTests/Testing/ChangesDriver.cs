using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Testing;

/// <summary>One order's row, to which deliveries are applied one after the other.</summary>
internal sealed class ChangesDriver
{
    private long _lastId;

    /// <summary>Whether a redaction at Recharge blanks the platform's order too.</summary>
    public bool AppliesRedactions { get; set; }

    public OrderRow Row { get; private set; } = Rows.New;

    public Applied<OrderRow> Apply(
        OrderBuilder order,
        string topic = "order/created",
        string? trace = null,
        TimeZoneInfo? zone = null
    )
    {
        var applied = OrderChanges.Apply(
            Row,
            order.Delivery(++_lastId, topic, trace),
            new DeliveredOrder(Row.Store, order.Read(zone)),
            AppliesRedactions,
            Rows.Now
        );
        Row = applied.Resumed(trace);
        return applied with { Row = Row };
    }

    /// <summary>Lets a step change the row.</summary>
    public void Reach(Func<OrderRow, OrderRow> step) => Row = step(Row);

    public WorkStep Next() => OrderPlan.Next(Row, ChargeWriteBack.Every);
}
