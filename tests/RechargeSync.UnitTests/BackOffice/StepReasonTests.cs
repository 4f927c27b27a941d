using RechargeSync.Console.Listing;
using RechargeSync.Console.Orders;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.BackOffice;

public sealed class StepReasonTests
{
    private static readonly DateTimeOffset s_now = Rows.Now;

    public static TheoryData<string> States => ["New", "Paid", "Pushed", "Linked", "Done"];

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

    private static IReadOnlyList<WorkStep> Redoable(OrderRow row) =>
        StepReason.Redoable(row, ChargeWriteBack.Every, s_now);

    private static OrderRow Row(string name) =>
        name switch
        {
            "New" => Rows.New,
            "Paid" => Rows.Paid,
            "Pushed" => Rows.Pushed,
            "Linked" => Rows.Linked,
            _ => Rows.Done,
        };
}
