using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

public sealed class OrderQuestionTests
{
    private readonly ChangesDriver _order = new();

    [Fact]
    public void Two_of_one_second_that_agree_apply()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(5));
        var applied = _order.Apply(new OrderBuilder().UpdatedAt(5), topic: "order/processed");
        Assert.Equal(("nothing new", WorkStep.Push), (applied.Reason, _order.Next()));
    }

    [Theory]
    [InlineData("queued", "success")]
    [InlineData("success", "queued")]
    [InlineData("success", "cancelled")]
    public void Of_two_of_one_second_that_disagree_Recharge_is_asked(string first, string second)
    {
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithStatus(first));
        var applied = _order.Apply(new OrderBuilder().UpdatedAt(5).WithStatus(second));
        Assert.Equal(
            (DeliveryState.Ignored, "Recharge is asked: same_time", WorkStep.ReadOrder),
            (applied.State, applied.Reason, _order.Next())
        );
    }

    [Fact]
    public void Echo_of_the_same_second_answers_no_question()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(5));
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithStatus("cancelled"));
        _order.Apply(new OrderBuilder().UpdatedAt(5), topic: "order/updated");
        Assert.Equal(WorkStep.ReadOrder, _order.Next());
    }

    [Fact]
    public void Contents_of_one_second_that_differ_are_asked_for_too()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithNote("one"));
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithNote("two"));
        Assert.Equal((1L, WorkStep.ReadOrder), (_order.Row.PayloadInboxId, _order.Next()));
    }

    [Theory]
    [InlineData("success", WorkStep.Push)]
    [InlineData("queued", WorkStep.None)]
    [InlineData("cancelled", WorkStep.None)]
    public void Answer_of_Recharge_counts(string answer, object next)
    {
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithStatus("queued"));
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithStatus("success"));
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithStatus(answer), topic: "order/reconciled");
        Assert.Equal((answer, null, (WorkStep)next), (_order.Row.Status, _order.Row.Question, _order.Next()));
    }

    [Theory]
    [InlineData("\"2026-03-02T09:00:00\"", "\"2026-03-02T14:00:00+00:00\"")]
    [InlineData("\"2026-03-02T23:00:00\"", "\"2026-03-02T14:00:00+00:00\"")]
    [InlineData("\"2026-03-02T14:00:00+00:00\"", "\"2026-03-02T09:00:00\"")]
    [InlineData("\"2026-03-02T14:00:00+00:00\"", "\"yesterday\"")]
    [InlineData("\"2026-03-02T14:00:00+00:00\"", "1772460000")]
    [InlineData("\"2026-03-02T14:00:00+00:00\"", "null")]
    public void Times_that_cannot_be_compared_and_disagree_are_asked_for(string first, string second)
    {
        _order.Apply(new OrderBuilder().With("updated_at", first));
        _order.Apply(new OrderBuilder().With("updated_at", second).WithStatus("queued"));
        Assert.Equal(("success", WorkStep.ReadOrder), (_order.Row.Status, _order.Next()));
    }

    [Fact]
    public void Hour_that_the_clocks_going_back_repeat_is_asked_for()
    {
        _order.Apply(
            new OrderBuilder().With("updated_at", "\"2026-11-01T01:50:00\"").WithStatus("queued"),
            zone: OrderBuilder.NewYork
        );
        _order.Apply(new OrderBuilder().With("updated_at", "\"2026-11-01T01:10:00\""), zone: OrderBuilder.NewYork);
        Assert.Equal(WorkStep.ReadOrder, _order.Next());
    }

    [Fact]
    public void Answer_is_never_older_than_what_is_known_of_an_order_that_is_not_placed()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithStatus("queued"));
        _order.Apply(new OrderBuilder().UpdatedAt(4), topic: "order/reconciled");
        Assert.Equal(WorkStep.Push, _order.Next());
    }

    [Fact]
    public void Topic_that_says_cancelled_over_a_body_that_does_not_is_asked_for()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Apply(new OrderBuilder().UpdatedAt(2), topic: "order/cancelled");
        Assert.Equal(("cancelled_or_not", WorkStep.ReadOrder), (_order.Row.Question, _order.Next()));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    public void Paid_order_without_lines_is_asked_for_and_held_where_Recharge_names_none(string lines)
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1).With("line_items", lines));
        Assert.Equal(WorkStep.ReadOrder, _order.Next());
        var row = _order.Apply(new OrderBuilder().UpdatedAt(1).With("line_items", lines), "order/reconciled").Row;
        Assert.Equal((WorkState.Dead, "no_lines"), (row.Work.State, row.Work.Reason));
    }

    [Fact]
    public void Delivery_that_cannot_be_read_is_asked_for_and_a_person_looks_where_the_answer_cannot_either()
    {
        var asked = OrderChanges.NotUnderstood(Rows.Paid, new OrderBuilder().Delivery(7), "no");
        Assert.Equal(
            (DeliveryState.Quarantined, WorkStep.ReadOrder),
            (asked.State, OrderPlan.Next(asked.Resumed(null), ChargeWriteBack.Every))
        );
        var held = OrderChanges.NotUnderstood(Rows.Paid, new OrderBuilder().Delivery(7, "order/reconciled"), "no");
        Assert.Equal((WorkState.Dead, "not_understood"), (held.End!.State, held.End.Reason));
    }
}
