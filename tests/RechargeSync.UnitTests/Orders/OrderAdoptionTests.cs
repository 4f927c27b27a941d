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
    public void Order_that_arrives_with_an_external_id_is_looked_up_before_anything_is_pushed()
    {
        var applied = _order.Apply(new OrderBuilder(Sample.OrderEcho).Prepaid());
        Assert.Equal(("92812948", null), (applied.Row.LinkedId, applied.Row.PlatformOrderId));
        Assert.Equal((DeliveryState.Done, WorkStep.CheckLink), (applied.State, _order.Next()));
    }

    [Fact]
    public void Order_that_somebody_else_has_placed_is_adopted()
    {
        _order.Apply(new OrderBuilder(Sample.OrderEcho).Prepaid());
        _order.Reach(row => OrderChanges.Adopt(row, "92812948", "101", Rows.Now));
        var row = _order.Row;
        Assert.Equal(
            (true, "92812948", "101", Rows.Now),
            (row.Adopted, row.PlatformOrderId, row.PlatformOrderNumber, row.OrderWrittenAt)
        );
        Assert.Equal(row.DesiredHash, row.PushedHash);
        Assert.Equal(WorkStep.None, _order.Next());
    }

    [Fact]
    public void Id_stands_for_a_missing_number() =>
        Assert.Equal("7", OrderChanges.Adopt(Rows.Paid, "7", null, Rows.Now).PlatformOrderNumber);

    [Fact]
    public void Id_that_is_another_orders_is_no_link()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1).WithExternalId("7"));
        _order.Reach(row => row with { LinkedId = null, RefusedLink = "7" });
        Assert.Equal(WorkStep.Push, _order.Next());
        _order.Apply(new OrderBuilder().UpdatedAt(2).WithExternalId("7").WithNote("news"));
        Assert.Equal((null, WorkStep.Push), (_order.Row.LinkedId, _order.Next()));
    }

    [Fact]
    public void Placed_clone_is_not_held_for_the_id_that_it_was_cloned_with()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1).WithExternalId("7"));
        _order.Reach(row => row with { LinkedId = null, RefusedLink = "7", PlatformOrderId = "8" });
        Assert.Null(_order.Apply(new OrderBuilder().UpdatedAt(2).WithExternalId("7").WithNote("news")).End);
    }

    [Fact]
    public void Queued_order_that_is_linked_already_is_looked_up_too()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1).WithStatus("queued"));
        _order.Apply(new OrderBuilder().UpdatedAt(2).WithStatus("queued").WithExternalId("7"));
        Assert.Equal(("7", WorkStep.CheckLink), (_order.Row.LinkedId, _order.Next()));
    }

    [Fact]
    public void Link_that_is_taken_away_is_none()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1).WithExternalId("7"));
        _order.Apply(new OrderBuilder().UpdatedAt(2));
        Assert.Equal((null, WorkStep.Push), (_order.Row.LinkedId, _order.Next()));
    }

    [Fact]
    public void Dead_letter_that_an_operator_has_linked_by_hand_is_looked_up()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row =>
            row with
            {
                Work = row.Work with { State = WorkState.Dead, Reason = "refused", FinishedAt = Rows.Now },
            }
        );
        var applied = _order.Apply(new OrderBuilder().UpdatedAt(2).WithExternalId("7"));
        Assert.Equal((DeliveryState.Done, WorkStep.CheckLink), (applied.State, _order.Next()));
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
        _order.Reach(row => OrderChanges.Adopt(row, "7", null, Rows.Now));
        _order.Apply(new OrderBuilder().UpdatedAt(2).Prepaid().WithExternalId("7").WithNote("news"));
        Assert.Equal(WorkStep.UpdatePlatform, _order.Next());
        _order.Reach(row => row with { PushedHash = row.DesiredHash });
        Assert.Equal(WorkStep.None, _order.Next());
    }
}
