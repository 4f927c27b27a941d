using System.Text;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Reconciliation;

public sealed class OrderReingestTests
{
    [Fact]
    public void Body_is_that_of_a_webhook_and_makes_the_order_act()
    {
        var order = new OrderBuilder().Without("external_order_id");
        var listed = new ListedOrder(
            order.Id,
            Encoding.UTF8.GetBytes(System.Text.Json.Nodes.JsonNode.Parse(order.Body())!["order"]!.ToJsonString()),
            order.Read(),
            null
        );
        var body = OrderReingest.Body(listed);
        Assert.Equal(ResourceKey.Order(order.Id), WebhookEnvelope.Read(body, RechargeTopic.OrderReconciled).Resource);

        var applied = OrderChanges.Apply(
            Rows.New,
            new PendingDelivery(7, RechargeTopic.OrderReconciled.Name, body, null),
            new DeliveredOrder("default", RechargePayload.ReadOrder(body, null)),
            appliesRedactions: false,
            Rows.Now
        );

        Assert.Equal((DeliveryState.Done, true), (applied.State, applied.IsNews));
        Assert.Equal(WorkStep.Push, OrderPlan.Next(applied.Row, Core.Stores.ChargeWriteBack.Every));
    }

    [Fact]
    public void No_address_of_the_ingress_leads_to_it() => Assert.Null(RechargeTopic.Find("order", "reconciled"));
}
