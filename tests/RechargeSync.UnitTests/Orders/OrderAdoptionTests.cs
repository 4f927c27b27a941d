using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

/// <summary>External ids that did not come from us.</summary>
public sealed class OrderAdoptionTests
{
    private readonly ChangesDriver _order = new();

    [Fact]
    public void Order_that_arrives_with_an_external_id_is_adopted_and_not_pushed()
    {
        var applied = _order.Apply(new OrderBuilder(Sample.OrderEcho).Prepaid());
        var row = applied.Row;
        Assert.Equal(
            (true, "92812948", "101", Rows.Now),
            (row.Adopted, row.PlatformOrderId, row.PlatformOrderNumber, row.OrderWrittenAt)
        );
        Assert.Equal((DeliveryState.Done, WorkStep.None), (applied.State, _order.Next()));
        Assert.Equal(row.DesiredHash, row.PushedHash);
    }

    [Fact]
    public void Id_stands_for_a_missing_number() =>
        Assert.Equal("7", _order.Apply(new OrderBuilder().WithExternalId("7")).Row.PlatformOrderNumber);

    [Fact]
    public void Queued_order_that_is_linked_already_is_not_pushed_when_it_is_paid()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1).WithStatus("queued"));
        _order.Apply(new OrderBuilder().UpdatedAt(2).WithStatus("queued").WithExternalId("7"));
        _order.Apply(new OrderBuilder().UpdatedAt(3).WithExternalId("7"));
        Assert.Equal((true, "7", WorkStep.None), (_order.Row.Adopted, _order.Row.PlatformOrderId, _order.Next()));
    }

    [Fact]
    public void Dead_letter_that_an_operator_has_linked_by_hand_is_done()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row =>
            row with
            {
                Work = row.Work with { State = WorkState.Dead, Reason = "refused", FinishedAt = Rows.Now },
            }
        );
        var applied = _order.Apply(new OrderBuilder().UpdatedAt(2).WithExternalId("7"));
        Assert.Equal(
            (DeliveryState.Done, true, "7"),
            (applied.State, applied.Row.Adopted, applied.Row.PlatformOrderId)
        );
        Assert.Equal((WorkStep.None, WorkState.Done), (_order.Next(), OrderPlan.Settle(_order.Row)));
    }

    [Fact]
    public void Intended_push_is_told_of_the_link_and_decides()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row => row with { Work = row.Work with { Intent = WorkStep.Push } });
        var applied = _order.Apply(new OrderBuilder().UpdatedAt(2).WithExternalId("7"));
        Assert.Equal((false, null, WorkStep.Push), (applied.Row.Adopted, applied.Row.PlatformOrderId, _order.Next()));
        Assert.Equal((2L, true), (applied.Row.PayloadInboxId, applied.IsNews));
    }

    [Fact]
    public void Another_id_than_ours_before_we_wrote_it_is_a_dead_letter()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row => row with { PlatformOrderId = "92812948", PushedHash = row.DesiredHash });
        var row = _order.Apply(new OrderBuilder().UpdatedAt(2).WithExternalId("7")).Row;
        Assert.Equal(
            (WorkState.Dead, OrderReason.ForeignId, "92812948"),
            (row.Work.State, row.Work.Reason, row.PlatformOrderId)
        );
        Assert.Equal(WorkStep.None, _order.Next());
    }

    [Fact]
    public void Another_id_than_ours_after_we_wrote_it_is_left_alone()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row =>
            row with
            {
                PlatformOrderId = "92812948",
                PushedHash = row.DesiredHash,
                OrderWrittenAt = Rows.Now,
                Work = row.Work with { State = WorkState.Done },
            }
        );
        var row = _order.Apply(new OrderBuilder().UpdatedAt(2).WithExternalId("7")).Row;
        Assert.Equal((WorkState.Done, "92812948", false), (row.Work.State, row.PlatformOrderId, row.Adopted));
    }

    [Fact]
    public void Adopted_order_that_changes_is_updated_and_leaves_its_charge_alone()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1).Prepaid().WithExternalId("7"));
        _order.Apply(new OrderBuilder().UpdatedAt(2).Prepaid().WithExternalId("7").WithNote("news"));
        Assert.Equal(WorkStep.UpdatePlatform, _order.Next());
        _order.Reach(row => row with { PushedHash = row.DesiredHash });
        Assert.Equal(WorkStep.None, _order.Next());
    }
}
