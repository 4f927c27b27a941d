using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

public sealed class RedactionTests
{
    private readonly ChangesDriver _order = new();

    [Fact]
    public void Deletion_is_a_cancellation_and_keeps_the_payload_in_force()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row => row with { PlatformOrderId = "8", PlatformStanding = OrderStanding.Paid });
        var applied = _order.Apply(
            new OrderBuilder().Change(order =>
            {
                foreach (var name in order.Select(member => member.Key).Where(name => name != "id").ToList())
                {
                    order.Remove(name);
                }
            }),
            topic: "order/deleted"
        );
        Assert.Equal((true, 1L), (applied.KeepsPayload, applied.Row.PayloadInboxId));
        Assert.Equal(WorkStep.CancelOnPlatform, _order.Next());
    }

    [Fact]
    public void Redaction_leaves_the_platforms_order_as_it_is()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row =>
            row with
            {
                PlatformOrderId = "8",
                PushedHash = row.DesiredHash,
                OrderWrittenAt = Rows.Now,
            }
        );
        var applied = _order.Apply(Redacted(2));
        Assert.Equal(
            (DeliveryState.Ignored, 1L, WorkStep.None),
            (applied.State, applied.Row.PayloadInboxId, _order.Next())
        );
        Assert.Contains("ApplyRedactions", applied.Row.Remarks, StringComparison.Ordinal);
    }

    [Fact]
    public void Redaction_reaches_the_platform_where_the_store_says_so()
    {
        _order.AppliesRedactions = true;
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row =>
            row with
            {
                PlatformOrderId = "8",
                PushedHash = row.DesiredHash,
                OrderWrittenAt = Rows.Now,
            }
        );
        _order.Apply(Redacted(2));
        Assert.Equal(WorkStep.UpdatePlatform, _order.Next());
    }

    [Fact]
    public void Redacted_order_that_was_refunded_too_tells_the_refund()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row =>
            row with
            {
                PlatformOrderId = "8",
                PushedHash = row.DesiredHash,
                OrderWrittenAt = Rows.Now,
            }
        );
        _order.Apply(Redacted(2).With("total_refunds", "\"5.00\""));
        Assert.Equal(WorkStep.RefundOnPlatform, _order.Next());
    }

    [Fact]
    public void Redacted_order_that_is_not_placed_is_asked_for_and_held_where_nobody_has_its_address()
    {
        _order.Apply(Redacted(1));
        Assert.Equal(WorkStep.ReadOrder, _order.Next());
        Assert.Equal("redacted", _order.Apply(Redacted(1), "order/reconciled").Row.Work.Reason);
    }

    private static OrderBuilder Redacted(int seconds) =>
        new OrderBuilder()
            .UpdatedAt(seconds)
            .With("redacted", "true")
            .With("shipping_address", "null")
            .With("billing_address", "null");
}
