using FsCheck.Fluent;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Work;

public sealed class RetryPolicyTests
{
    private static readonly WorkOptions s_options = new();
    private static readonly RetryPolicy s_policy = RetryPolicy.Of(s_options);
    private static readonly WorkItem s_intended = Rows.Paid.Work with { Intent = WorkStep.Push };

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
        Assert.Equal(TimeSpan.FromSeconds(seconds), s_policy.Delay(attempts, null, jitter: 1));

    [Fact]
    public void Jitter_takes_away_half_at_most() =>
        Generated.Holds(
            from attempts in Gen.Choose(1, 40)
            from jitter in Gen.Choose(0, 1000)
            select (Attempts: attempts, Jitter: jitter / 1000.0),
            given =>
            {
                var most = s_policy.Delay(given.Attempts, null, jitter: 1);
                var delay = s_policy.Delay(given.Attempts, null, given.Jitter);
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
    ) => Assert.Equal(TimeSpan.FromSeconds(expected), s_policy.Delay(attempts, TimeSpan.FromSeconds(asked), jitter));

    [Theory]
    [InlineData(899, 899)]
    [InlineData(900, 900)]
    [InlineData(86_400, 900)]
    [InlineData(864_000_000, 900)]
    public void No_header_of_the_other_side_has_an_order_rest_for_longer_than_a_quarter_of_an_hour(
        double asked,
        double seconds
    ) => Assert.Equal(TimeSpan.FromSeconds(seconds), s_policy.Delay(1, TimeSpan.FromSeconds(asked), jitter: 0));

    [Theory]
    [InlineData(nameof(CallFailureKind.Transient))]
    [InlineData(nameof(CallFailureKind.Ambiguous))]
    public void Failure_is_counted_and_tried_again_later(string kind)
    {
        var first = After(s_intended, kind);
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
    [InlineData(nameof(CallFailureKind.Transient), false, nameof(WorkStep.None))]
    [InlineData(nameof(CallFailureKind.Deferred), false, nameof(WorkStep.None))]
    [InlineData(nameof(CallFailureKind.Permanent), false, nameof(WorkStep.None))]
    [InlineData(nameof(CallFailureKind.Ambiguous), false, nameof(WorkStep.Push))]
    [InlineData(nameof(CallFailureKind.Transient), true, nameof(WorkStep.Push))]
    [InlineData(nameof(CallFailureKind.Deferred), true, nameof(WorkStep.Push))]
    [InlineData(nameof(CallFailureKind.Permanent), true, nameof(WorkStep.Push))]
    [InlineData(nameof(CallFailureKind.Ambiguous), true, nameof(WorkStep.Push))]
    public void Next_attempt_verifies_first_unless_neither_this_nor_an_earlier_one_can_have_had_its_effect(
        string kind,
        bool verified,
        string intent
    ) => Assert.Equal(intent, After(s_intended, kind, verified: verified).Intent.ToString());

    [Theory]
    [InlineData(nameof(CallFailureKind.Transient), "23:59:59", nameof(WorkState.Active))]
    [InlineData(nameof(CallFailureKind.Transient), "1.00:00:00", nameof(WorkState.Dead))]
    [InlineData(nameof(CallFailureKind.Ambiguous), "1.00:00:00", nameof(WorkState.Dead))]
    [InlineData(nameof(CallFailureKind.Permanent), "00:00:00", nameof(WorkState.Dead))]
    public void Step_is_given_up_after_the_retry_age_or_at_once_where_no_attempt_can_help(
        string kind,
        string after,
        string state
    )
    {
        var now = Rows.Now + TimeSpan.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        var work = After(s_intended with { Attempts = RetryPolicy.FewestAttempts, FailingSince = Rows.Now }, kind, now);
        Assert.Equal((state, RetryPolicy.FewestAttempts + 1), (work.State.ToString(), work.Attempts));
        Assert.Equal(work.State == WorkState.Dead, work is { Reason: "why", RetryAt: null, FinishedAt: not null });
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
                s_intended with
                {
                    Attempts = attempts - 1,
                    FailingSince = Rows.Now,
                },
                nameof(CallFailureKind.Transient),
                Rows.Now.AddDays(2)
            )
                .State.ToString()
        );

    [Theory]
    [InlineData(1, "00:15:00")]
    [InlineData(2, "00:30:00")]
    [InlineData(5, "04:00:00")]
    [InlineData(30, "04:00:00")]
    public void Stock_is_waited_for_at_long_intervals(int attempts, string wait) =>
        Assert.Equal(
            Rows.Now + TimeSpan.Parse(wait, System.Globalization.CultureInfo.InvariantCulture),
            After(s_intended with { Attempts = attempts - 1 }, nameof(CallFailureKind.OutOfStock)).RetryAt
        );

    [Theory]
    [InlineData("6.23:59:59", nameof(WorkState.Active))]
    [InlineData("7.00:00:00", nameof(WorkState.Dead))]
    public void Stock_that_does_not_come_for_days_makes_a_dead_letter(string after, string state)
    {
        var now = Rows.Now + TimeSpan.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        var waiting = s_intended with { Attempts = RetryPolicy.FewestAttempts, FailingSince = Rows.Now };
        Assert.Equal(state, After(waiting, nameof(CallFailureKind.OutOfStock), now).State.ToString());
    }

    [Fact]
    public void Other_trouble_ends_no_wait_for_stock_early()
    {
        var waiting = After(s_intended, nameof(CallFailureKind.OutOfStock)) with { Attempts = 20 };
        var troubled = After(waiting, nameof(CallFailureKind.Transient), Rows.Now.AddDays(3));
        Assert.Equal((WorkState.Active, PlatformReason.OutOfStock), (troubled.State, troubled.Reason));
        Assert.Equal(
            (WorkState.Dead, "why"),
            (
                After(troubled, nameof(CallFailureKind.Transient), Rows.Now.AddDays(7)).State,
                After(troubled, nameof(CallFailureKind.Transient), Rows.Now.AddDays(7)).Reason
            )
        );
    }

    [Fact]
    public void Order_that_waited_for_stock_is_looked_up_first_and_shows_that_it_waits()
    {
        var waiting = After(s_intended, nameof(CallFailureKind.OutOfStock));
        Assert.True(waiting.IsToBeVerified(WorkStep.Push));
        Assert.Equal(PlatformReason.OutOfStock, waiting.Reason);
        Assert.Null(waiting.Reach().Reason);
    }

    [Fact]
    public void Call_that_was_put_off_counts_nothing_and_comes_back_when_told()
    {
        var failure = new CallFailure(CallFailureKind.Deferred, "budget", RetryAfter: TimeSpan.FromSeconds(12));
        var old = s_intended with { Attempts = 3, FailingSince = Rows.Now.AddDays(-3) };
        var work = s_policy.After(old, failure, Rows.Now, verified: false, jitter: 0.5);
        Assert.Equal(old with { Intent = WorkStep.None, RetryAt = Rows.Now.AddSeconds(12) }, work);
    }

    [Theory]
    [InlineData(nameof(CallFailureKind.Permanent))]
    [InlineData(nameof(CallFailureKind.Transient))]
    public void Work_without_an_age_is_never_given_up(string kind)
    {
        var old = s_intended with { Attempts = 1000, FailingSince = Rows.Now.AddYears(-1) };
        var failure = new CallFailure(Enum.Parse<CallFailureKind>(kind), "why");
        var work = (s_policy with { Age = null }).After(old, failure, Rows.Now, verified: false, jitter: 1);
        Assert.Equal((WorkState.Active, Rows.Now + s_options.MaxRetryDelay), (work.State, work.RetryAt));
    }

    private static WorkItem After(WorkItem work, string kind, DateTimeOffset? now = null, bool verified = false) =>
        s_policy.After(
            work,
            new CallFailure(Enum.Parse<CallFailureKind>(kind), "why"),
            now ?? Rows.Now,
            verified,
            jitter: 1
        );
}
