using FsCheck.Fluent;
using RechargeSync.Core.Http;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Sync;

public sealed class RetryPolicyTests
{
    private static readonly SyncOptions s_options = new();
    private static readonly OrderRow s_begun = Rows.Paid with { Begun = SyncAction.Push };

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(7, 128)]
    [InlineData(8, 256)]
    [InlineData(9, 300)]
    [InlineData(30, 300)]
    [InlineData(int.MaxValue, 300)]
    public void Delay_doubles_up_to_its_cap(int attempts, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Delay(attempts, null, s_options, jitter: 1));

    [Fact]
    public void Jitter_takes_away_half_at_most() =>
        Generated.Holds(
            from attempts in Gen.Choose(1, 40)
            from jitter in Gen.Choose(0, 1000)
            select (Attempts: attempts, Jitter: jitter / 1000.0),
            given =>
            {
                var most = RetryPolicy.Delay(given.Attempts, null, s_options, jitter: 1);
                var delay = RetryPolicy.Delay(given.Attempts, null, s_options, given.Jitter);
                return delay >= most / 2 && delay <= most;
            }
        );

    [Theory]
    [InlineData(1, 10, 0, 10)]
    [InlineData(1, 10, 1, 11)]
    [InlineData(9, 10, 0, 150)]
    [InlineData(1, 0.5, 0, 1)]
    public void Nobody_comes_back_before_the_other_side_asked_for(
        int attempts,
        double asked,
        double jitter,
        double expected
    ) =>
        Assert.Equal(
            TimeSpan.FromSeconds(expected),
            RetryPolicy.Delay(attempts, TimeSpan.FromSeconds(asked), s_options, jitter)
        );

    [Fact]
    public void Nobody_is_sent_away_for_ever() =>
        Assert.Equal(s_options.RetryAge, RetryPolicy.Delay(1, TimeSpan.FromDays(10_000), s_options, jitter: 0));

    [Theory]
    [InlineData(nameof(CallFailureKind.Transient))]
    [InlineData(nameof(CallFailureKind.Ambiguous))]
    public void Failure_is_counted_and_tried_again_later(string kind)
    {
        var first = After(s_begun, kind);
        Assert.Equal(
            (1, (DateTimeOffset?)Rows.Now, WorkState.Active),
            (first.Attempts, first.FailingSince, first.State)
        );
        Assert.Equal(Rows.Now.AddSeconds(2), first.RetryAt);

        var second = After(first, kind, Rows.Now.AddSeconds(2));
        Assert.Equal((2, (DateTimeOffset?)Rows.Now), (second.Attempts, second.FailingSince));
        Assert.Equal(Rows.Now.AddSeconds(2 + 4), second.RetryAt);
    }

    [Theory]
    [InlineData(nameof(CallFailureKind.Transient), false, nameof(SyncAction.None))]
    [InlineData(nameof(CallFailureKind.Deferred), false, nameof(SyncAction.None))]
    [InlineData(nameof(CallFailureKind.Permanent), false, nameof(SyncAction.None))]
    [InlineData(nameof(CallFailureKind.Ambiguous), false, nameof(SyncAction.Push))]
    [InlineData(nameof(CallFailureKind.Transient), true, nameof(SyncAction.Push))]
    [InlineData(nameof(CallFailureKind.Deferred), true, nameof(SyncAction.Push))]
    [InlineData(nameof(CallFailureKind.Permanent), true, nameof(SyncAction.Push))]
    [InlineData(nameof(CallFailureKind.Ambiguous), true, nameof(SyncAction.Push))]
    public void Next_try_looks_first_unless_neither_this_nor_an_earlier_one_can_have_had_its_effect(
        string kind,
        bool looked,
        string begun
    ) => Assert.Equal(begun, After(s_begun, kind, looked: looked).Begun.ToString());

    [Theory]
    [InlineData(nameof(CallFailureKind.Transient), "23:59:59", nameof(WorkState.Active))]
    [InlineData(nameof(CallFailureKind.Transient), "1.00:00:00", nameof(WorkState.Dead))]
    [InlineData(nameof(CallFailureKind.Ambiguous), "1.00:00:00", nameof(WorkState.Dead))]
    [InlineData(nameof(CallFailureKind.Permanent), "00:00:00", nameof(WorkState.Dead))]
    public void Step_is_given_up_after_the_retry_age_or_at_once_where_no_try_can_help(
        string kind,
        string after,
        string state
    )
    {
        var now = Rows.Now + TimeSpan.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        var row = After(s_begun with { Attempts = RetryPolicy.FewestTries, FailingSince = Rows.Now }, kind, now);
        Assert.Equal((state, RetryPolicy.FewestTries + 1), (row.State.ToString(), row.Attempts));
        Assert.Equal(row.State == WorkState.Dead, row is { Reason: "why", RetryAt: null, FinishedAt: not null });
    }

    [Theory]
    [InlineData(1, nameof(WorkState.Active))]
    [InlineData(9, nameof(WorkState.Active))]
    [InlineData(10, nameof(WorkState.Dead))]
    public void Clock_that_jumped_past_the_retry_age_gives_up_no_order_that_has_hardly_been_tried(
        int attempts,
        string state
    ) =>
        Assert.Equal(
            state,
            After(
                s_begun with
                {
                    Attempts = attempts - 1,
                    FailingSince = Rows.Now,
                },
                nameof(CallFailureKind.Transient),
                Rows.Now.AddDays(2)
            )
                .State.ToString()
        );

    [Fact]
    public void Call_that_was_put_off_counts_nothing_and_comes_back_when_told()
    {
        var failure = new CallFailure(CallFailureKind.Deferred, "budget", RetryAfter: TimeSpan.FromSeconds(12));
        var old = s_begun with { Attempts = 3, FailingSince = Rows.Now.AddDays(-3) };
        var row = RetryPolicy.After(old, failure, s_options, Rows.Now, looked: false, jitter: 0.5);
        Assert.Equal(old with { Begun = SyncAction.None, RetryAt = Rows.Now.AddSeconds(12) }, row);
    }

    private static WorkRow After(WorkRow row, string kind, DateTimeOffset? now = null, bool looked = false) =>
        RetryPolicy.After(
            row,
            new CallFailure(Enum.Parse<CallFailureKind>(kind), "why"),
            s_options,
            now ?? Rows.Now,
            looked,
            jitter: 1
        );
}
