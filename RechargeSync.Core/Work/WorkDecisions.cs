using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>How the work on a row goes on. Pure.</summary>
internal static class WorkDecisions
{
    /// <summary>
    /// News was delivered. It gives a dead letter another chance: it may be just what was wrong. What is being retried
    /// goes on as before.
    /// </summary>
    public static WorkItem Resume(this WorkItem work, string? traceParent)
    {
        var wasDead = work.State == WorkState.Dead;
        return work with
        {
            State = WorkState.Active,
            Reason = null,
            Attempts = wasDead ? 0 : work.Attempts,
            FailingSince = wasDead ? null : work.FailingSince,
            RetryAt = wasDead ? null : work.RetryAt,
            TraceParent = traceParent ?? work.TraceParent,
            FirstAttempt = null,
            FinishedAt = null,
        };
    }

    /// <summary>
    /// The side of the next step is paused: the row waits for it, and what it has failed at before was the side's
    /// doing.
    /// </summary>
    public static WorkItem WaitFor(this WorkItem work, StoreSide side, DateTimeOffset now) =>
        work with
        {
            State = WorkState.Active,
            WaitsFor = side,
            Attempts = 0,
            FailingSince = null,
            RetryAt = now + StorePauses.LongestWait,
        };

    /// <summary>The next step is due, and somebody else is to do it.</summary>
    public static WorkItem PutOff(this WorkItem work, DateTimeOffset now) =>
        work with
        {
            State = WorkState.Active,
            RetryAt = now,
        };

    /// <summary>
    /// Whether an earlier attempt at a step may have had its effect, or somebody may have done it meanwhile: find out
    /// before acting.
    /// </summary>
    public static bool IsToBeVerified(this WorkItem work, WorkStep step) =>
        work.Intent == step || (work.Intent == WorkStep.None && work.UnknownSince is not null);

    /// <summary>A step is about to be done.</summary>
    public static WorkItem Intend(this WorkItem work, WorkStep step, string? attempt, DateTimeOffset now) =>
        work with
        {
            State = WorkState.Active,
            Intent = step,
            WaitsFor = null,
            UnknownSince = work.IsToBeVerified(step) ? work.UnknownSince ?? now : null,
            FirstAttempt = work.FirstAttempt ?? attempt,
        };

    /// <summary>A step is done.</summary>
    public static WorkItem Reach(this WorkItem work) =>
        work with
        {
            Reason = null,
            Intent = WorkStep.None,
            UnknownSince = null,
            Attempts = 0,
            FailingSince = null,
            RetryAt = null,
        };

    /// <summary>A step has found that the work is at its end.</summary>
    public static WorkItem End(this WorkItem work, Ending end) =>
        work.Reach() with
        {
            State = end.State,
            Reason = end.Reason,
        };

    /// <summary>There is no next step. What a delivery has put an end to stays as it ended.</summary>
    public static WorkItem Settle(this WorkItem work, Settlement settlement, DateTimeOffset now)
    {
        var (state, until, reason) = work.HasEnded()
            ? (work.State, null, work.Reason)
            : (settlement.State, settlement.Until, settlement.Reason);
        return work with
        {
            State = state,
            Reason = reason,
            WaitsFor = null,
            RetryAt = until,
            FinishedAt = state is WorkState.Done or WorkState.Dead or WorkState.Ignored ? work.FinishedAt ?? now : null,
        };
    }

    /// <summary>True where no step follows, whatever the facts say.</summary>
    public static bool HasEnded(this WorkItem work) => work.State is WorkState.Dead or WorkState.Ignored;
}
