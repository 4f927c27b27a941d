using RechargeSync.Console.Listing;
using RechargeSync.Console.Orders;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.BackOffice;

public sealed class StepReasonTests
{
    private static readonly DateTimeOffset s_now = Rows.Now;

    public static TheoryData<string> States =>
        ["New", "Paid", "Asked", "LinkedElsewhere", "Cancelled", "Refunded", "Pushed", "Linked", "Done"];

    [Theory]
    [MemberData(nameof(States))]
    public void Step_is_the_planners(string name)
    {
        var row = Row(name);
        Assert.Equal(
            ApiNames.Of(OrderPlan.Next(row, ChargeWriteBack.Every)),
            StepReason.Explain(row, ChargeWriteBack.Every, s_now).Step
        );
    }

    [Fact]
    public void Unknown_outcome_is_said_to_be_looked_up_first()
    {
        var next = StepReason.Explain(
            Rows.Paid with
            {
                Work = Rows.Paid.Work with { Intent = WorkStep.Push, Attempts = 2, RetryAt = s_now.AddMinutes(1) },
            },
            ChargeWriteBack.Every,
            s_now
        );
        Assert.True(next.VerifyFirst);
        Assert.Equal(s_now.AddMinutes(1), next.At);
        Assert.Contains("2 failed attempts", next.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_that_waits_for_stock_says_so() =>
        Assert.Contains(
            "not enough stock",
            StepReason
                .Explain(
                    Rows.Paid with
                    {
                        Work = Rows.Paid.Work with
                        {
                            Attempts = 2,
                            RetryAt = s_now.AddMinutes(30),
                            Reason = "out_of_stock",
                        },
                    },
                    ChargeWriteBack.Every,
                    s_now
                )
                .Why,
            StringComparison.Ordinal
        );

    [Fact]
    public void Nothing_is_redone_while_a_worker_has_the_order() =>
        Assert.Empty(
            Redoable(Rows.Done with { Work = Rows.Done.Work with { LeaseOwner = "a#1", DueAt = s_now.AddSeconds(1) } })
        );

    [Fact]
    public void Nothing_is_redone_of_an_order_that_somebody_else_placed() =>
        Assert.Empty(Redoable(Rows.Done with { Adopted = true }));

    [Fact]
    public void Order_that_is_not_placed_yet_is_retried_instead() =>
        Assert.Empty(Redoable(Rows.Paid with { Work = Rows.Paid.Work with { State = WorkState.Dead } }));

    [Fact]
    public void While_one_steps_outcome_is_unknown_no_other_is_redone() =>
        Assert.Equal(
            [WorkStep.WriteOrderIds],
            Redoable(Rows.Pushed with { Work = Rows.Pushed.Work with { Intent = WorkStep.WriteOrderIds } })
        );

    [Fact]
    public void Charge_is_written_again_for_prepaid_orders_only()
    {
        Assert.DoesNotContain(WorkStep.WriteChargeId, Redoable(Rows.Done));
        Assert.Contains(WorkStep.WriteChargeId, Redoable(Rows.Done with { IsPrepaid = true }));
        Assert.DoesNotContain(
            WorkStep.WriteChargeId,
            StepReason.Redoable(Rows.Done with { IsPrepaid = true }, ChargeWriteBack.Off, s_now)
        );
    }

    [Theory]
    [InlineData((int)WorkState.Dead, true, true)]
    [InlineData((int)WorkState.Active, true, true)]
    [InlineData((int)WorkState.Waiting, false, true)]
    [InlineData((int)WorkState.Done, false, false)]
    [InlineData((int)WorkState.Ignored, false, false)]
    public void What_may_be_done_depends_on_the_state(int state, bool retry, bool ignore)
    {
        var row = Rows.Paid with { Work = Rows.Paid.Work with { State = (WorkState)state } };
        Assert.Equal((retry, ignore), (StepReason.MayRetry(row, s_now), StepReason.MayIgnore(row, s_now)));
    }

    [Theory]
    [InlineData((int)WorkState.Dead)]
    [InlineData((int)WorkState.Active)]
    [InlineData((int)WorkState.Waiting)]
    [InlineData((int)WorkState.Ignored)]
    public void Order_that_the_platform_does_not_have_may_be_placed_whatever_its_state(int state)
    {
        var row = Rows.Paid with { Work = Rows.Paid.Work with { State = (WorkState)state } };
        Assert.True(StepReason.MayPlace(row, s_now));
        Assert.False(StepReason.MayPlace(row with { PlatformOrderId = "P1" }, s_now));
        Assert.False(
            StepReason.MayPlace(
                row with
                {
                    Work = row.Work with { LeaseOwner = "a#1", DueAt = s_now.AddSeconds(1) },
                },
                s_now
            )
        );
    }

    [Theory]
    [InlineData("before_go_live", "Place it where it is yours to ship.")]
    [InlineData("cancelled_before_placing", "cancelled before it was placed")]
    [InlineData("refunded_before_placing", "given back before it was placed")]
    [InlineData("refused", "an operator who places it")]
    public void Ignored_order_says_why_and_what_brings_it_back(string reason, string words) =>
        Assert.Contains(
            words,
            Why(Rows.Paid with { Work = Rows.Paid.Work with { State = WorkState.Ignored, Reason = reason } }),
            StringComparison.Ordinal
        );

    [Fact]
    public void Dead_order_with_a_question_is_replayed_by_asking_Recharge()
    {
        var dead = Rows.Paid with
        {
            Question = "no_lines",
            Work = Rows.Paid.Work with { State = WorkState.Dead, Reason = "no_lines" },
        };
        Assert.Contains("a replay asks Recharge for the order", Why(dead), StringComparison.Ordinal);
        Assert.DoesNotContain("asks Recharge", Why(dead with { Question = null }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operator", "An operator wants it placed")]
    [InlineData("not_understood", "could not be read")]
    [InlineData("same_time", "disagree")]
    [InlineData("cancelled_or_not", "says cancelled")]
    [InlineData("no_lines", "names no line")]
    [InlineData("redacted", "taken out")]
    public void Question_is_told_in_words(string question, string words)
    {
        var next = StepReason.Explain(Rows.Paid with { Question = question }, ChargeWriteBack.Every, s_now);
        Assert.Equal("read_order", next.Step);
        Assert.Contains(words, next.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Done_order_says_that_the_platform_knows_what_was_taken_back()
    {
        Assert.Contains("cancelled", Why(TakenBack(OrderStanding.Cancelled)), StringComparison.Ordinal);
        Assert.Contains("given back", Why(TakenBack(OrderStanding.Refunded)), StringComparison.Ordinal);
    }

    private static OrderRow TakenBack(OrderStanding standing) =>
        Rows.Done with
        {
            Standing = standing,
            PlatformStanding = standing,
        };

    private static string Why(OrderRow row) => StepReason.Explain(row, ChargeWriteBack.Every, s_now).Why;

    private static IReadOnlyList<WorkStep> Redoable(OrderRow row) =>
        StepReason.Redoable(row, ChargeWriteBack.Every, s_now);

    private static OrderRow Row(string name) =>
        name switch
        {
            "New" => Rows.New,
            "Paid" => Rows.Paid,
            "Asked" => Rows.Paid with { Question = "same_time" },
            "LinkedElsewhere" => Rows.Paid with { LinkedId = "P9" },
            "Cancelled" => Rows.Linked with { Standing = OrderStanding.Cancelled },
            "Refunded" => Rows.Linked with { Standing = OrderStanding.Refunded },
            "Pushed" => Rows.Pushed,
            "Linked" => Rows.Linked,
            _ => Rows.Done,
        };
}
