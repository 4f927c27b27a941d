using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Work;

/// <summary>An order whose side is paused.</summary>
public sealed class WorkLoopPauseTests : IDisposable
{
    private static readonly TimeSpan s_probe = new WorkOptions().ProbeDelay;

    private readonly LoopDriver _loop = new();

    private WorkItem Work => _loop.Table.Row.Work;

    public WorkLoopPauseTests() => _loop.Table.Deliver(new OrderBuilder().Delivery(1));

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task Ordinary_order_asks_nobody_about_pauses()
    {
        await _loop.RunAsync();
        Assert.Equal((WorkState.Done, 0), (Work.State, _loop.Pauses.Calls));
    }

    [Fact]
    public async Task Order_waits_without_a_call_an_attempt_or_a_failure_of_its_own()
    {
        await PauseAsync();
        await _loop.RunAsync();
        Assert.Equal(["save Active, intent None, released"], _loop.Journal);
        Assert.Empty(_loop.Table.Failures);
        Assert.Equal((StoreSide.Platform, 0), (Work.WaitsFor, Work.Attempts));
    }

    [Fact]
    public async Task Order_of_the_other_side_goes_on()
    {
        await PauseAsync(StoreSide.Recharge);
        await _loop.RunAsync();
        Assert.Equal(WorkState.Done, Work.State);
    }

    [Fact]
    public async Task What_an_order_has_failed_at_before_is_forgotten_for_it_was_the_sides_doing()
    {
        _loop.Orders.NextStepFails(Refusal(CallFailureKind.Transient));
        await _loop.RunAsync();
        Assert.Equal(1, Work.Attempts);
        await PauseAsync();
        _loop.Clock.Advance(TimeSpan.FromSeconds(3));
        await _loop.RunAsync();
        Assert.Equal((StoreSide.Platform, 0, null), (Work.WaitsFor, Work.Attempts, Work.FailingSince));
    }

    [Fact]
    public async Task Call_that_was_under_way_when_its_side_was_paused_counts_for_nothing()
    {
        _loop.Orders.NextStep(
            async (_, _) =>
            {
                await PauseAsync();
                return new StepResult<OrderRow>.Failed(Refusal(CallFailureKind.Ambiguous));
            }
        );
        await _loop.RunAsync();
        Assert.Empty(_loop.Table.Failures);
        Assert.Equal((StoreSide.Platform, 0, WorkStep.Push), (Work.WaitsFor, Work.Attempts, Work.Intent));
    }

    [Fact]
    public async Task Probe_that_is_refused_leaves_no_failure_and_waits_again()
    {
        await PauseAsync();
        _loop.Clock.Advance(s_probe);
        _loop.Orders.NextStepFails(Refusal(CallFailureKind.Transient));
        await _loop.RunAsync();
        Assert.Equal(1, _loop.Times("run Push"));
        Assert.Empty(_loop.Table.Failures);
        Assert.Equal((StoreSide.Platform, 0, WorkStep.None), (Work.WaitsFor, Work.Attempts, Work.Intent));
    }

    [Fact]
    public async Task Probe_that_is_answered_goes_on_to_the_end_and_resumes_its_side()
    {
        await PauseAsync();
        _loop.Clock.Advance(s_probe);
        await _loop.RunAsync();
        Assert.Equal((WorkState.Done, null), (Work.State, Work.WaitsFor));
        Assert.Null(_loop.Pauses.Of(StoreSide.Platform));
    }

    [Fact]
    public async Task Probe_that_is_refused_for_its_own_sake_is_a_dead_letter_and_resumes_its_side()
    {
        await PauseAsync();
        _loop.Clock.Advance(s_probe);
        _loop.Orders.NextStepFails(new CallFailure(CallFailureKind.Permanent, "refused", 422) { Blame = Blame.Order });
        await _loop.RunAsync();
        Assert.Equal(WorkState.Dead, Work.State);
        Assert.Null(_loop.Pauses.Of(StoreSide.Platform));
    }

    [Fact]
    public async Task No_order_is_given_up_while_its_side_is_paused()
    {
        await PauseAsync();
        for (var hours = 0; hours < 48; hours++)
        {
            _loop.Orders.NextStepFails(Refusal(CallFailureKind.Transient));
            await _loop.RunAsync();
            _loop.Clock.Advance(StorePauses.LongestWait);
        }

        Assert.Equal((WorkState.Active, 0), (Work.State, Work.Attempts));
        Assert.Empty(_loop.Table.Failures);
    }

    [Fact]
    public async Task Work_that_keeps_its_own_pace_waits_for_nobody()
    {
        await PauseAsync();
        _loop.Orders.Side = null;
        await _loop.RunAsync();
        Assert.Equal(WorkState.Done, Work.State);
    }

    [Fact]
    public async Task Order_that_is_only_taken_in_is_due_at_once_and_nothing_of_it_is_done()
    {
        await _loop.TakeInAsync();
        Assert.Equal(["save Active, intent None, released"], _loop.Journal);
        Assert.Equal("1 Done", Assert.Single(_loop.Table.Outcomes));
        Assert.Equal(Rows.Now, Work.RetryAt);
        await _loop.RunAsync();
        Assert.Equal(WorkState.Done, Work.State);
    }

    private static CallFailure Refusal(CallFailureKind kind) => new(kind, "unauthorized", 401) { Blame = Blame.Side };

    private async Task PauseAsync(StoreSide side = StoreSide.Platform)
    {
        await _loop.Pauses.PauseAsync("default", side, "unauthorized", 401, s_probe, default);
        await _loop.StorePauses.RefreshAsync(default);
    }
}
