using RechargeSync.Core.Storage;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Work;

/// <summary>Decides what a failure means for the work on a row. Pure, but for the jitter that it is given.</summary>
/// <param name="FirstDelay">Wait after the first failure; doubles with each further one.</param>
/// <param name="LongestDelay">Longest wait, unless the other side asks for more.</param>
/// <param name="Age">
/// How long a step may go on failing before the row becomes a dead letter; null for work that is never given up.
/// </param>
internal sealed record RetryPolicy(TimeSpan FirstDelay, TimeSpan LongestDelay, TimeSpan? Age)
{
    /// <summary>
    /// Attempts before work is given up for its age. The age alone proves little: a clock may have been set, or the
    /// workers may have been away for a day.
    /// </summary>
    public const int FewestAttempts = 10;

    /// <summary>
    /// The longest wait that the other side may ask for. A header of a maintenance page or of a cache would else have
    /// every order rest for a day, unseen.
    /// </summary>
    public static readonly TimeSpan MostAsked = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Attempts after which a row is given up that Postgres will not save: what it refuses is the same each time, but
    /// for an answer from outside that may be another one.
    /// </summary>
    public const int MostRefusedSaves = 5;

    /// <summary>Why a row is dead that Postgres will not save.</summary>
    public const string CannotSave = "cannot_save";

    // From a quarter of an hour up to four hours: somebody restocks, at a merchant's pace.
    private const int MostStockDelays = 16;

    /// <summary>Wait after the first answer that there is not enough stock.</summary>
    public TimeSpan StockDelay { get; init; } = FirstDelay;

    /// <summary>How long stock is waited for before the row becomes a dead letter, where rows ever do.</summary>
    public TimeSpan StockAge { get; init; } = Age ?? TimeSpan.Zero;

    public static RetryPolicy Of(WorkOptions options) =>
        new(options.RetryDelay, options.MaxRetryDelay, options.RetryAge)
        {
            StockDelay = options.StockRetryDelay,
            StockAge = options.StockRetryAge,
        };

    /// <summary>A save that Postgres has refused, as a failure of the work that was to be saved.</summary>
    /// <param name="work">The work before it.</param>
    /// <param name="problem">What Postgres said.</param>
    public static CallFailure RefusedSave(WorkItem work, string problem) =>
        new(
            work.Attempts + 1 < MostRefusedSaves ? CallFailureKind.Ambiguous : CallFailureKind.Permanent,
            CannotSave,
            Detail: problem
        );

    /// <summary>The work after a failed step: a retry at a later time, or a dead letter.</summary>
    /// <param name="work">The work as the step found it.</param>
    /// <param name="failure">How the step failed.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="verified">
    /// True where the step set out to verify first: an earlier attempt may still have had its effect.
    /// </param>
    /// <param name="jitter">From 0 to 1.</param>
    public WorkItem After(WorkItem work, CallFailure failure, DateTimeOffset now, bool verified, double jitter)
    {
        var open = Open(work, failure, now, verified);
        if (failure.Kind == CallFailureKind.Deferred)
        {
            return open with { RetryAt = now + (failure.RetryAfter ?? FirstDelay) };
        }

        // Whatever else fails meanwhile, what has once waited for stock has the time that stock is given.
        var lacksStock = failure.Kind == CallFailureKind.OutOfStock || work.Reason == PlatformReason.OutOfStock;
        var since = work.FailingSince ?? now;
        var failed = open with
        {
            Attempts = work.Attempts + 1,
            FailingSince = since,
            Reason = lacksStock ? PlatformReason.OutOfStock : null,
        };
        var isGivenUp =
            Age is { } age
            && (
                failure.Kind == CallFailureKind.Permanent
                || (now - since >= (lacksStock ? StockAge : age) && failed.Attempts >= FewestAttempts)
            );
        return isGivenUp
            ? failed with
            {
                State = WorkState.Dead,
                Reason = failure.Reason,
                RetryAt = null,
                FinishedAt = now,
            }
            : failed with
            {
                RetryAt =
                    now
                    + (
                        failure.Kind == CallFailureKind.OutOfStock
                            ? Delay(StockDelay, StockDelay * MostStockDelays, failed.Attempts, jitter)
                            : Delay(failed.Attempts, failure.RetryAfter, jitter)
                    ),
            };
    }

    /// <summary>The work after a step that failed because its side refuses everything: no attempt of its own.</summary>
    /// <param name="work">The work as the step found it.</param>
    /// <param name="failure">How the step failed.</param>
    /// <param name="side">The side, which is paused.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="verified">As for <see cref="After"/>.</param>
    public static WorkItem Paused(
        WorkItem work,
        CallFailure failure,
        StoreSide side,
        DateTimeOffset now,
        bool verified
    ) => Open(work, failure, now, verified).WaitFor(side, now);

    // Only where nothing can have happened, now or before, may the next attempt act without verifying. What may have
    // happened, may have done so up to now. What lacks stock may have been begun, and is to be found if it is
    // cancelled.
    private static WorkItem Open(WorkItem work, CallFailure failure, DateTimeOffset now, bool verified) =>
        failure.Kind is CallFailureKind.Ambiguous or CallFailureKind.OutOfStock ? work with { UnknownSince = now }
        : verified ? work
        : work with { Intent = WorkStep.None, UnknownSince = null };

    /// <summary>
    /// Exponential with a cap; from half of the delay to all of it, but never before the other side asked for.
    /// </summary>
    public TimeSpan Delay(int attempts, TimeSpan? retryAfter, double jitter)
    {
        var delay = Delay(FirstDelay, LongestDelay, attempts, jitter);
        if (retryAfter is not { } asked || asked <= delay)
        {
            return delay;
        }

        var granted = asked < MostAsked ? asked : MostAsked;
        return granted <= delay ? delay : granted + (FirstDelay * jitter / 2);
    }

    private static TimeSpan Delay(TimeSpan first, TimeSpan longest, int attempts, double jitter)
    {
        var doubled = first * Math.Pow(2, Math.Min(attempts - 1, 30));
        return (doubled < longest ? doubled : longest) * (0.5 + (jitter / 2));
    }
}
