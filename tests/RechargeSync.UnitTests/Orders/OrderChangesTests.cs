using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

public sealed class OrderChangesTests
{
    private readonly ChangesDriver _order = new();

    [Fact]
    public void Paid_order_acts()
    {
        var applied = _order.Apply(new OrderBuilder().UpdatedAt(1), trace: "trace-1");
        Assert.Equal((DeliveryState.Done, true), (applied.State, applied.IsNews));
        var row = applied.Row;
        Assert.Equal(
            (WorkState.Active, "success", false, 580825290L, 46453225L),
            (row.Work.State, row.Status, row.IsPrepaid, row.ChargeId, row.AddressId)
        );
        Assert.Equal((1L, "trace-1"), (row.PayloadInboxId, row.Work.TraceParent));
        Assert.Equal(
            (new DateTimeOffset(OrderBuilder.Time(1)), true),
            (row.SourceUpdatedAt, row.SourceUpdatedAtIsInstant)
        );
        Assert.NotNull(row.DesiredHash);
        Assert.Null(row.PlatformOrderId);
    }

    [Fact]
    public void Body_of_another_order_is_not_understood()
    {
        var problem = Assert.Throws<PayloadException>(() => _order.Apply(new OrderBuilder().WithId(534919107)));
        Assert.Equal("the body is of order 534919107, but was accepted for order 534919106", problem.Message);
        Assert.Same(Rows.New, _order.Row);
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("ERROR")]
    [InlineData("brand_new")]
    public void Order_that_is_not_paid_is_recorded_and_acts_on_nothing(string status)
    {
        var applied = _order.Apply(new OrderBuilder().WithStatus(status));
        Assert.Equal(
            (DeliveryState.Ignored, $"status {status.ToLowerInvariant()}", true),
            (applied.State, applied.Reason, applied.IsNews)
        );
        Assert.Equal(WorkStep.None, _order.Next());
    }

    [Fact]
    public void Older_news_is_ignored_whole()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithNote("new"));
        var before = _order.Row;
        var applied = _order.Apply(
            new OrderBuilder().UpdatedAt(4).WithNote("old").WithStatus("cancelled").WithExternalId("9")
        );
        Assert.Equal(
            (DeliveryState.Ignored, "older than what is known", false),
            (applied.State, applied.Reason, applied.IsNews)
        );
        Assert.Equal(before, applied.Row);
    }

    [Fact]
    public void Newest_news_wins()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(5).WithNote("old"));
        var applied = _order.Apply(new OrderBuilder().UpdatedAt(6).WithNote("new"));
        Assert.Equal((DeliveryState.Done, 2L), (applied.State, applied.Row.PayloadInboxId));
    }

    [Theory]
    [InlineData("5.00", OrderStanding.PartiallyRefunded, WorkStep.RefundOnPlatform)]
    [InlineData("29.20", OrderStanding.Refunded, WorkStep.RefundOnPlatform)]
    public void Refund_after_placing_is_news(string refunds, object standing, object next)
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
        _order.Apply(new OrderBuilder().UpdatedAt(2).With("total_refunds", $"\"{refunds}\""));
        Assert.Equal(((OrderStanding)standing, (WorkStep)next), (_order.Row.Standing, _order.Next()));
    }

    [Fact]
    public void Order_that_is_paid_again_after_the_platform_cancelled_it_needs_a_person()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row => row with { PlatformOrderId = "8", PlatformStanding = OrderStanding.Cancelled });
        Assert.Equal("cancelled_on_platform", _order.Apply(new OrderBuilder().UpdatedAt(2).WithNote("x")).End?.Reason);
    }

    [Fact]
    public void Paid_order_that_is_cancelled_later_is_not_pushed()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Apply(new OrderBuilder().UpdatedAt(2).WithStatus("cancelled"));
        Assert.Equal(WorkStep.None, _order.Next());
    }

    [Fact]
    public void Repeated_payload_changes_nothing_but_the_time()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        var before = _order.Row;
        var applied = _order.Apply(new OrderBuilder().UpdatedAt(2), topic: "order/processed");
        Assert.Equal((DeliveryState.Ignored, "nothing new", false), (applied.State, applied.Reason, applied.IsNews));
        Assert.Equal(before with { SourceUpdatedAt = new DateTimeOffset(OrderBuilder.Time(2)) }, applied.Row);
    }

    [Fact]
    public void Push_in_doubt_that_began_with_the_lease_was_made_from_what_all_deliveries_say()
    {
        _order.Reach(row => row with { Work = row.Work with { Intent = WorkStep.Push } });
        _order.Apply(new OrderBuilder().WithStatus("queued").UpdatedAt(1));
        _order.Apply(new OrderBuilder().UpdatedAt(2));
        Assert.NotNull(_order.Row.PushedHash);
        Assert.Equal(_order.Row.DesiredHash, _order.Row.PushedHash);
    }

    [Fact]
    public void Push_in_doubt_among_deliveries_that_differ_leaves_open_what_the_platform_has()
    {
        _order.Reach(row => row with { Work = row.Work with { Intent = WorkStep.Push } });
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Apply(new OrderBuilder().UpdatedAt(2).WithNote("ring twice"));
        _order.Apply(new OrderBuilder().UpdatedAt(3));
        Assert.Null(_order.Row.PushedHash);
    }

    [Fact]
    public void Echo_of_our_write_back_acts_on_nothing()
    {
        _order.Apply(new OrderBuilder());
        _order.Reach(row =>
            row with
            {
                PlatformOrderId = "92812948",
                PlatformOrderNumber = "101",
                PushedHash = row.DesiredHash,
                OrderWrittenAt = Rows.Now,
                Work = row.Work with { State = WorkState.Done },
            }
        );
        var applied = _order.Apply(new OrderBuilder(Sample.OrderEcho), topic: "order/updated");
        Assert.Equal(
            (DeliveryState.Ignored, "echo", WorkState.Done, WorkStep.None),
            (applied.State, applied.Reason, applied.Row.Work.State, _order.Next())
        );
    }

    [Fact]
    public void Echo_that_overtakes_our_own_save_says_that_the_ids_are_written()
    {
        _order.Apply(new OrderBuilder());
        _order.Reach(row =>
            row with
            {
                PlatformOrderId = "92812948",
                PushedHash = row.DesiredHash,
                Work = row.Work with { Intent = WorkStep.WriteOrderIds },
            }
        );
        _order.Apply(new OrderBuilder(Sample.OrderEcho));
        Assert.Equal((Rows.Now, WorkStep.None), (_order.Row.OrderWrittenAt, _order.Next()));
    }

    [Fact]
    public void Real_change_after_the_push_updates_the_platform()
    {
        _order.Apply(new OrderBuilder());
        _order.Reach(row =>
            row with
            {
                PlatformOrderId = "92812948",
                PushedHash = row.DesiredHash,
                OrderWrittenAt = Rows.Now,
                Work = row.Work with { State = WorkState.Done, FinishedAt = Rows.Now },
            }
        );
        var applied = _order.Apply(new OrderBuilder(Sample.OrderEcho).WithNote("ring twice"));
        Assert.Equal(
            (DeliveryState.Done, WorkState.Active, null, WorkStep.UpdatePlatform),
            (applied.State, applied.Row.Work.State, applied.Row.Work.FinishedAt, _order.Next())
        );
        Assert.False(applied.Row.Adopted);
    }

    [Fact]
    public void What_was_reached_is_never_undone()
    {
        _order.Apply(new OrderBuilder().Prepaid());
        _order.Reach(row =>
            Rows.Done with
            {
                IsPrepaid = true,
                ChargeWrittenAt = Rows.Now,
                DesiredHash = row.DesiredHash,
                PushedHash = row.DesiredHash,
            }
        );
        foreach (var status in new[] { "queued", "success", "refunded", "success" })
        {
            _order.Apply(
                new OrderBuilder()
                    .Prepaid()
                    .UpdatedAt(1000 + (int)_order.Row.PayloadInboxId!.Value)
                    .WithStatus(status)
                    .WithNote(status)
            );
            Assert.Equal(
                ("92812948", "101", Rows.Now, Rows.Now, Rows.Now),
                (
                    _order.Row.PlatformOrderId,
                    _order.Row.PlatformOrderNumber,
                    _order.Row.PushedAt,
                    _order.Row.OrderWrittenAt,
                    _order.Row.ChargeWrittenAt
                )
            );
        }
    }

    [Fact]
    public void What_a_payload_leaves_out_is_kept()
    {
        _order.Apply(new OrderBuilder().Prepaid().UpdatedAt(1));
        _order.Apply(
            new OrderBuilder()
                .UpdatedAt(2)
                .Without("is_prepaid")
                .Without("charge")
                .Without("address_id")
                .WithNote("news")
        );
        Assert.Equal((true, 580825290L, 46453225L), (_order.Row.IsPrepaid, _order.Row.ChargeId, _order.Row.AddressId));
    }

    [Fact]
    public void News_gives_a_dead_letter_another_chance()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row =>
            row with
            {
                Work = row.Work with
                {
                    State = WorkState.Dead,
                    Reason = "refused",
                    Attempts = 7,
                    FailingSince = Rows.Now,
                    FinishedAt = Rows.Now,
                    FirstAttempt = "t",
                },
            }
        );
        Assert.Equal(WorkState.Dead, _order.Apply(new OrderBuilder().UpdatedAt(2)).Row.Work.State);

        var row = _order.Apply(new OrderBuilder().UpdatedAt(3).WithNote("mended")).Row;
        Assert.Equal(
            (WorkState.Active, null, 0, null, null, null),
            (
                row.Work.State,
                row.Work.Reason,
                row.Work.Attempts,
                row.Work.FailingSince,
                row.Work.FinishedAt,
                row.Work.FirstAttempt
            )
        );
        Assert.Equal(WorkStep.Push, _order.Next());
    }

    [Fact]
    public void News_does_not_cut_a_wait_short()
    {
        _order.Apply(new OrderBuilder().UpdatedAt(1));
        _order.Reach(row =>
            row with
            {
                Work = row.Work with { Attempts = 2, FailingSince = Rows.Now, RetryAt = Rows.Now.AddMinutes(1) },
            }
        );
        var row = _order.Apply(new OrderBuilder().UpdatedAt(2).WithNote("news")).Row;
        Assert.Equal(
            (2, Rows.Now, Rows.Now.AddMinutes(1)),
            (row.Work.Attempts, row.Work.FailingSince, row.Work.RetryAt)
        );
    }
}
