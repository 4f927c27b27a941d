using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Work;

public sealed class WorkLoopTests : IDisposable
{
    private readonly LoopDriver _loop = new();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task Results_are_committed_with_the_next_intent_before_a_step_that_may_not_be_repeated()
    {
        _loop.Table.Deliver(new OrderBuilder().Prepaid().Delivery(1));
        await _loop.RunAsync();
        Assert.Equal(
            """
            save Active, intent Push, kept
            run Push
            run WriteOrderIds
            save Active, intent WriteChargeId, kept
            run WriteChargeId
            save Done, intent None, released
            """,
            string.Join('\n', _loop.Journal)
        );
        Assert.Equal("92812948", _loop.Table.Saves[1].Row.PlatformOrderId);
        Assert.Equal(
            (WorkState.Done, "92812948", 0),
            (_loop.Table.Row.Work.State, _loop.Table.Row.PlatformOrderId, _loop.Slots.Count)
        );
        Assert.NotNull(_loop.Table.Row.Work.FinishedAt);
    }

    [Fact]
    public async Task First_step_whose_intent_came_with_the_lease_needs_no_commit_before_it()
    {
        _loop.Table.Intent = WorkStep.Push;
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        await _loop.RunAsync();
        Assert.Equal(
            "run Push|run WriteOrderIds|save Done, intent None, released",
            string.Join('|', _loop.Journal)
        );
        Assert.Equal("1 Done", Assert.Single(_loop.Table.Outcomes));
    }

    [Fact]
    public async Task Ids_of_a_create_that_used_up_half_of_the_lease_are_committed_first_which_renews_it()
    {
        _loop.Table.Intent = WorkStep.Push;
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        _loop.Orders.NextStep(
            (row, _) =>
            {
                _loop.Clock.Advance(_loop.Table.Lease / 2);
                return Task.FromResult(ScriptedOrders.Works(row, WorkStep.Push, Rows.Now));
            }
        );

        await _loop.RunAsync();

        Assert.Equal(
            "run Push|save Active, intent WriteOrderIds, kept|run WriteOrderIds",
            string.Join('|', _loop.Journal.Take(3))
        );
    }

    [Fact]
    public async Task Ids_of_a_new_order_are_committed_where_they_could_not_be_written()
    {
        _loop.Table.Intent = WorkStep.Push;
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        _loop.Orders.NextStep((row, _) => Task.FromResult(ScriptedOrders.Works(row, WorkStep.Push, Rows.Now)));
        _loop.Orders.NextStepFails(new CallFailure(CallFailureKind.Ambiguous, "timeout"));

        await _loop.RunAsync();

        var row = _loop.Table.Row;
        Assert.Equal(("92812948", WorkStep.WriteOrderIds), (row.PlatformOrderId, row.Work.Intent));
    }

    [Fact]
    public async Task First_step_that_is_another_than_the_lease_announced_is_committed()
    {
        _loop.Table.Intent = WorkStep.UpdatePlatform;
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        await _loop.RunAsync();
        Assert.Equal("save Active, intent Push, kept", _loop.Journal[0]);
    }

    [Fact]
    public async Task Deliveries_are_marked_with_the_first_commit_and_only_once()
    {
        _loop.Table.Deliver(
            new OrderBuilder().UpdatedAt(2).Delivery(1),
            new OrderBuilder().UpdatedAt(1).WithNote("old").Delivery(2),
            new OrderBuilder().UpdatedAt(3).Delivery(3)
        );
        await _loop.RunAsync();
        Assert.Equal(
            "1 Done, 2 Ignored older than what is known, 3 Ignored nothing new",
            string.Join(", ", _loop.Table.Outcomes)
        );
        Assert.Equal(3, _loop.Table.Saves[0].Outcomes.Count);
    }

    [Fact]
    public async Task Order_that_is_not_paid_settles_without_a_step()
    {
        _loop.Table.Deliver(new OrderBuilder().WithStatus("queued").Delivery(1));
        await _loop.RunAsync();
        Assert.Equal("save Waiting, intent None, released", Assert.Single(_loop.Journal));
        Assert.Null(_loop.Table.Row.Work.FinishedAt);
    }

    [Fact]
    public async Task Step_that_was_intended_before_verifies_first_and_so_does_the_one_it_may_have_gone_through_to()
    {
        _loop.Table.Row = Rows.Paid with { Work = Rows.Paid.Work with { Intent = WorkStep.Push } };
        await _loop.RunAsync();
        Assert.Equal("run Push, verifying first", _loop.Journal[1]);
        Assert.Equal("run WriteOrderIds, verifying first", _loop.Journal[2]);
    }

    [Fact]
    public async Task Step_after_the_one_that_was_intended_does_not_verify()
    {
        _loop.Table.Row = Rows.Pushed with { Work = Rows.Pushed.Work with { Intent = WorkStep.Push } };
        await _loop.RunAsync();
        Assert.Equal("run WriteOrderIds", _loop.Journal[1]);
    }

    [Fact]
    public async Task Worker_that_was_taken_over_acts_no_more()
    {
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        _loop.Table.FencedAtSave = 2;
        await _loop.RunAsync();
        Assert.Equal(
            "save Active, intent Push, kept|run Push|run WriteOrderIds|WriteOrderIds was overtaken",
            string.Join('|', _loop.Journal)
        );
    }

    [Fact]
    public async Task Step_that_is_too_early_is_put_off_with_its_intent_and_costs_no_attempt()
    {
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        _loop.Orders.NextStep(
            (_, _) => Task.FromResult<StepResult<OrderRow>>(new StepResult<OrderRow>.TooEarly(Rows.Now.AddSeconds(30)))
        );
        await _loop.RunAsync();
        var work = _loop.Table.Row.Work;
        Assert.Equal(
            (Rows.Now.AddSeconds(30), WorkStep.Push, 0, null),
            (work.RetryAt, work.Intent, work.Attempts, work.FailingSince)
        );
        Assert.Empty(_loop.Table.Failures);
    }

    [Fact]
    public async Task Since_when_an_outcome_is_unknown_counts_from_the_end_of_the_call_and_ends_with_the_step()
    {
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        _loop.Orders.NextStep(
            (_, _) =>
            {
                _loop.Clock.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult<StepResult<OrderRow>>(
                    new StepResult<OrderRow>.Failed(new CallFailure(CallFailureKind.Ambiguous, "timeout"))
                );
            }
        );
        await _loop.RunAsync();
        Assert.Equal(Rows.Now.AddSeconds(10), _loop.Table.Row.Work.UnknownSince);

        _loop.Clock.Advance(TimeSpan.FromSeconds(10));
        await _loop.RunAsync();
        Assert.Null(_loop.Table.Row.Work.UnknownSince);
    }

    [Fact]
    public async Task Step_that_nobody_knows_to_be_the_first_verifies_first()
    {
        _loop.Table.Row = Rows.Paid with { Work = Rows.Paid.Work with { UnknownSince = Rows.Now.AddHours(-1) } };
        await _loop.RunAsync();
        Assert.Equal("run Push, verifying first", _loop.Journal[1]);
    }

    [Fact]
    public async Task Worker_that_was_taken_over_before_its_first_step_runs_none()
    {
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        _loop.Table.FencedAtSave = 1;
        await _loop.RunAsync();
        Assert.Empty(_loop.Journal);
    }

    [Fact]
    public async Task Row_that_another_worker_holds_is_left_to_it()
    {
        _loop.Table.LeasedByAnother = true;
        await _loop.RunAsync();
        Assert.Empty(_loop.Journal);
        Assert.Equal(0, _loop.Slots.Count);
    }

    [Fact]
    public async Task Delivery_that_comes_in_meanwhile_makes_another_round()
    {
        _loop.Table.Deliver(new OrderBuilder().UpdatedAt(1).Delivery(1));
        _loop.Orders.NextStep(
            (row, _) =>
            {
                _loop.Table.Deliver(new OrderBuilder().UpdatedAt(2).WithNote("news").Delivery(2));
                return Task.FromResult(ScriptedOrders.Works(row, WorkStep.Push, Rows.Now));
            }
        );
        await _loop.RunAsync();
        Assert.Equal((2, WorkStep.None), (_loop.Table.Claims, _loop.Table.Row.Work.Intent));
        Assert.Equal(1, _loop.Times("run UpdatePlatform"));
        Assert.Equal(2, _loop.Orders.Payloads[^1]!.Id);
    }

    [Fact]
    public async Task Who_comes_second_in_the_process_makes_the_first_go_round_again()
    {
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        _loop.Orders.NextStep(
            async (row, token) =>
            {
                await _loop.RunAsync(token);
                return ScriptedOrders.Works(row, WorkStep.Push, Rows.Now);
            }
        );
        await _loop.RunAsync();
        Assert.Equal((2, 0), (_loop.Table.Claims, _loop.Slots.Count));
        Assert.Equal(1, _loop.Times("run Push"));
    }

    [Fact]
    public async Task Payload_in_force_goes_with_every_step()
    {
        _loop.Table.Deliver(
            new OrderBuilder().UpdatedAt(1).Delivery(1),
            new OrderBuilder().UpdatedAt(2).WithNote("new").Delivery(2),
            new OrderBuilder().UpdatedAt(1).Delivery(3)
        );
        await _loop.RunAsync();
        Assert.All(_loop.Orders.Payloads, payload => Assert.Equal(2, payload!.Id));
    }

    [Fact]
    public async Task Delivery_that_is_not_understood_is_quarantined_and_holds_up_nothing()
    {
        _loop.Table.Deliver(
            new PendingDelivery(1, "order/created", """{"order":{"id":"x"}}"""u8.ToArray(), null),
            new OrderBuilder().Delivery(2)
        );
        await _loop.RunAsync();
        Assert.Equal(
            "1 Quarantined 'id' is not a positive whole number, 2 Done",
            string.Join(", ", _loop.Table.Outcomes)
        );
        Assert.Equal(WorkState.Done, _loop.Table.Row.Work.State);
    }

    [Fact]
    public async Task Retry_that_is_not_due_waits_whatever_comes_in()
    {
        _loop.Table.Row = Rows.Paid with
        {
            Work = Rows.Paid.Work with { Attempts = 1, FailingSince = Rows.Now, RetryAt = Rows.Now.AddSeconds(30) },
        };
        _loop.Table.Deliver(new OrderBuilder().WithNote("news").Delivery(2));
        await _loop.RunAsync();
        Assert.Equal("save Active, intent None, released", Assert.Single(_loop.Journal));
        Assert.Equal((Rows.Now.AddSeconds(30), 1), (_loop.Table.Row.Work.RetryAt, _loop.Table.Row.Work.Attempts));

        _loop.Clock.Advance(TimeSpan.FromSeconds(30));
        await _loop.RunAsync();
        Assert.Equal(
            (WorkState.Done, 0, null, null),
            (
                _loop.Table.Row.Work.State,
                _loop.Table.Row.Work.Attempts,
                _loop.Table.Row.Work.FailingSince,
                _loop.Table.Row.Work.RetryAt
            )
        );
    }

    [Fact]
    public async Task Row_that_settles_until_a_time_is_due_at_that_time()
    {
        _loop.Orders.Until = Rows.Now.AddHours(1);
        _loop.Table.Deliver(new OrderBuilder().Delivery(1));
        await _loop.RunAsync();
        Assert.Equal(
            (WorkState.Done, Rows.Now.AddHours(1)),
            (_loop.Table.Row.Work.State, _loop.Table.Row.Work.RetryAt)
        );
    }

    [Fact]
    public async Task Dead_letter_is_never_due_by_itself()
    {
        _loop.Orders.Until = Rows.Now.AddHours(1);
        _loop.Table.Row = Rows.Paid with { Work = Rows.Paid.Work with { State = WorkState.Dead, Reason = "refused" } };
        await _loop.RunAsync();
        Assert.Equal((WorkState.Dead, null), (_loop.Table.Row.Work.State, _loop.Table.Row.Work.RetryAt));
    }
}
