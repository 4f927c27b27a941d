using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Work;

public sealed class WorkLoopFailureTests : IDisposable
{
    private readonly LoopDriver _loop = new();

    public WorkLoopFailureTests() => _loop.Table.Deliver(new OrderBuilder().Delivery(1));

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task Failure_is_saved_with_its_explanation_and_releases_the_row()
    {
        _loop.Orders.NextStepFails(
            new CallFailure(CallFailureKind.Transient, "throttled", 429, "slow down", TimeSpan.FromSeconds(7), "req-1")
        );
        await _loop.RunAsync();
        Assert.Equal(
            "save Active, intent Push, kept|run Push|save Active, intent None, released",
            string.Join('|', _loop.Journal)
        );
        var failure = Assert.Single(_loop.Table.Failures);
        Assert.Equal(("default", "order/534919106", WorkStep.Push), (failure.Store, failure.ResourceKey, failure.Step));
        Assert.Equal(
            ("throttled", 429, "slow down", "req-1"),
            (failure.Reason, failure.Status, failure.Detail, failure.RequestId)
        );
        Assert.Equal(1, _loop.Table.Row.Work.Attempts);
        Assert.InRange(_loop.Table.Row.Work.RetryAt!.Value, Rows.Now.AddSeconds(7), Rows.Now.AddSeconds(8));
    }

    [Fact]
    public async Task Ambiguous_failure_makes_the_retry_verify_first()
    {
        _loop.Orders.NextStepFails(new CallFailure(CallFailureKind.Ambiguous, "timeout"));
        await _loop.RunAsync();
        _loop.Clock.Advance(TimeSpan.FromSeconds(3));
        await _loop.RunAsync();
        Assert.Equal(1, _loop.Times("run Push, verifying first"));
        Assert.Equal(WorkState.Done, _loop.Table.Row.Work.State);
    }

    [Fact]
    public async Task Verification_that_fails_for_a_passing_reason_is_followed_by_another()
    {
        _loop.Orders.NextStepFails(new CallFailure(CallFailureKind.Ambiguous, "timeout"));
        _loop.Orders.NextStepFails(new CallFailure(CallFailureKind.Transient, "throttled"));
        for (var i = 0; i < 3; i++)
        {
            await _loop.RunAsync();
            _loop.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(2, _loop.Times("run Push, verifying first"));
    }

    [Fact]
    public async Task Permanent_failure_is_a_dead_letter_at_once()
    {
        _loop.Orders.NextStepFails(new CallFailure(CallFailureKind.Permanent, "refused", 422));
        await _loop.RunAsync();
        Assert.Equal(
            (WorkState.Dead, "refused", null),
            (_loop.Table.Row.Work.State, _loop.Table.Row.Work.Reason, _loop.Table.Row.Work.RetryAt)
        );
        Assert.Equal(Rows.Now, _loop.Table.Row.Work.FinishedAt);
        await _loop.RunAsync();
        Assert.Equal(1, _loop.Times("run Push"));
    }

    [Fact]
    public async Task Call_that_is_put_off_is_no_failed_attempt()
    {
        _loop.Orders.NextStepFails(
            new CallFailure(CallFailureKind.Deferred, "budget", RetryAfter: TimeSpan.FromSeconds(12))
        );
        await _loop.RunAsync();
        Assert.Empty(_loop.Table.Failures);
        Assert.Equal(
            (0, Rows.Now.AddSeconds(12), WorkState.Active),
            (_loop.Table.Row.Work.Attempts, _loop.Table.Row.Work.RetryAt, _loop.Table.Row.Work.State)
        );
    }

    [Fact]
    public async Task Success_ends_the_run_of_failures()
    {
        _loop.Orders.NextStepFails(new CallFailure(CallFailureKind.Transient, "unreachable"));
        await _loop.RunAsync();
        _loop.Clock.Advance(TimeSpan.FromSeconds(3));
        await _loop.RunAsync();
        Assert.Equal(
            (0, null, null),
            (_loop.Table.Row.Work.Attempts, _loop.Table.Row.Work.FailingSince, _loop.Table.Row.Work.RetryAt)
        );
    }

    [Fact]
    public async Task Step_that_outlasts_its_lease_is_ended_before_the_lease_and_saved_as_ambiguous()
    {
        var started = new TaskCompletionSource();
        _loop.Orders.NextStep(
            async (_, token) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new InvalidOperationException("Not reached.");
            }
        );
        var run = _loop.RunAsync();
        await started.Task;
        _loop.Clock.Advance(_loop.Table.Lease - Lease.SaveTime - TimeSpan.FromSeconds(1));
        Assert.False(run.IsCompleted);
        _loop.Clock.Advance(TimeSpan.FromSeconds(1));
        await run;
        Assert.Equal("lease_over", Assert.Single(_loop.Table.Failures).Reason);
        Assert.Equal((WorkStep.Push, WorkState.Active), (_loop.Table.Row.Work.Intent, _loop.Table.Row.Work.State));
    }

    [Fact]
    public async Task Worker_that_is_torn_down_leaves_the_intent()
    {
        using var stop = new CancellationTokenSource();
        _loop.Orders.NextStep(
            async (_, token) =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                throw new InvalidOperationException("Not reached.");
            }
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _loop.RunAsync(stop.Token));
        Assert.Equal(
            (WorkStep.Push, 0, 0),
            (_loop.Table.Row.Work.Intent, _loop.Table.Row.Work.Attempts, _loop.Slots.Count)
        );

        await _loop.RunAsync(CancellationToken.None);
        Assert.Equal(1, _loop.Times("run Push, verifying first"));
    }

    [Fact]
    public async Task Save_that_fails_travels_and_the_step_is_verified_afterwards()
    {
        _loop.Table.BrokenAtSave = 2;
        await Assert.ThrowsAsync<TimeoutException>(() => _loop.RunAsync());
        Assert.Equal(0, _loop.Slots.Count);

        await _loop.RunAsync();
        Assert.Equal(1, _loop.Times("run Push, verifying first"));
        Assert.Equal(WorkState.Done, _loop.Table.Row.Work.State);
    }

    [Fact]
    public async Task Defect_in_a_step_is_a_failure_like_any_other()
    {
        _loop.Orders.NextStep((_, _) => throw new InvalidOperationException("a defect with a customer's name"));
        await _loop.RunAsync();
        var failure = Assert.Single(_loop.Table.Failures);
        Assert.Equal(("unexpected", nameof(InvalidOperationException)), (failure.Reason, failure.Detail));
        Assert.Equal((WorkStep.Push, 1), (_loop.Table.Row.Work.Intent, _loop.Table.Row.Work.Attempts));
    }
}
