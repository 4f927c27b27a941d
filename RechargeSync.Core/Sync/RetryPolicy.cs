using RechargeSync.Core.Platforms;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Sync;

/// <summary>Decides what a failure means for the row. Pure, but for the jitter that it is given.</summary>
internal static class RetryPolicy
{
    /// <summary>The row after a failed step: a retry at a later time, or a dead letter.</summary>
    /// <param name="row">The row as the step found it.</param>
    /// <param name="failure">How the step failed.</param>
    /// <param name="options">Delays and the retry age.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static WorkRow After(WorkRow row, CallFailure failure, SyncOptions options, DateTimeOffset now, double jitter)
    {
        if (failure.Kind == CallFailureKind.Deferred)
        {
            return row with { Begun = SyncAction.None, RetryAt = now + (failure.RetryAfter ?? options.RetryDelay) };
        }

        var since = row.FailingSince ?? now;
        var failed = row with
        {
            Attempts = row.Attempts + 1,
            FailingSince = since,

            // Only where nothing can have happened may the next try act without looking first.
            Begun = failure.Kind == CallFailureKind.Transient ? SyncAction.None : row.Begun,
        };

        return failure.Kind == CallFailureKind.Permanent || now - since >= options.RetryAge
            ? failed with { State = WorkState.Dead, Reason = failure.Reason, RetryAt = null, FinishedAt = now }
            : failed with { RetryAt = now + Delay(failed.Attempts, failure.RetryAfter, options, jitter) };
    }

    /// <summary>Exponential with a cap; from half of the delay to all of it, but never before the other side asked for.</summary>
    public static TimeSpan Delay(int attempts, TimeSpan? retryAfter, SyncOptions options, double jitter)
    {
        var doubled = options.RetryDelay * Math.Pow(2, Math.Min(attempts - 1, 30));
        var capped = doubled < options.MaxRetryDelay ? doubled : options.MaxRetryDelay;
        var delay = capped * (0.5 + (jitter / 2));
        return retryAfter is { } asked && asked > delay ? asked + (options.RetryDelay * jitter / 2) : delay;
    }
}
