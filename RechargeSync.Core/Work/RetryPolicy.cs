using RechargeSync.Core.Http;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>Decides what a failure means for the row. Pure, but for the jitter that it is given.</summary>
internal static class RetryPolicy
{
    /// <summary>
    /// Tries before an order is given up for its age. The age alone proves little: a clock may have been set, or the
    /// workers may have been away for a day.
    /// </summary>
    public const int FewestTries = 10;

    /// <summary>The row after a failed step: a retry at a later time, or a dead letter.</summary>
    /// <param name="row">The row as the step found it.</param>
    /// <param name="failure">How the step failed.</param>
    /// <param name="options">Delays and the retry age.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="looked">
    /// True where the step set out to look first: an earlier try may still have had its effect.
    /// </param>
    /// <param name="jitter">From 0 to 1.</param>
    public static WorkRow After(
        WorkRow row,
        CallFailure failure,
        SyncOptions options,
        DateTimeOffset now,
        bool looked,
        double jitter
    )
    {
        // Only where nothing can have happened, now or before, may the next try act without looking.
        var begun = looked || failure.Kind == CallFailureKind.Ambiguous ? row.Begun : SyncAction.None;
        if (failure.Kind == CallFailureKind.Deferred)
        {
            return row with { Begun = begun, RetryAt = now + (failure.RetryAfter ?? options.RetryDelay) };
        }

        var since = row.FailingSince ?? now;
        var failed = row with { Attempts = row.Attempts + 1, FailingSince = since, Begun = begun };

        return
            failure.Kind == CallFailureKind.Permanent
            || (now - since >= options.RetryAge && failed.Attempts >= FewestTries)
            ? failed with
            {
                State = WorkState.Dead,
                Reason = failure.Reason,
                RetryAt = null,
                FinishedAt = now,
            }
            : failed with
            {
                RetryAt = now + Delay(failed.Attempts, failure.RetryAfter, options, jitter),
            };
    }

    /// <summary>
    /// Exponential with a cap; from half of the delay to all of it, but never before the other side asked for.
    /// </summary>
    public static TimeSpan Delay(int attempts, TimeSpan? retryAfter, SyncOptions options, double jitter)
    {
        var doubled = options.RetryDelay * Math.Pow(2, Math.Min(attempts - 1, 30));
        var capped = doubled < options.MaxRetryDelay ? doubled : options.MaxRetryDelay;
        var delay = capped * (0.5 + (jitter / 2));
        if (retryAfter is not { } asked || asked <= delay)
        {
            return delay;
        }

        // Past the retry age nobody is served by waiting: the row would rest unseen.
        return (asked < options.RetryAge ? asked : options.RetryAge) + (options.RetryDelay * jitter / 2);
    }
}
