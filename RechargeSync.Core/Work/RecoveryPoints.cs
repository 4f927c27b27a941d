using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Work;

/// <summary>
/// Commits how far a round has come. Each way to end a round is here, and tells whether deliveries came in meanwhile
/// that nobody else was told of.
/// </summary>
internal sealed class RecoveryPoints<TRow>(
    IWorkTable<TRow> table,
    IWorkKind<TRow> kind,
    RetryPolicy retries,
    WorkMetrics metrics,
    TimeProvider clock,
    ILogger log
)
    where TRow : class, IWorkRow<TRow>
{
    /// <summary>Commits the intent of the next step, and goes on under the lease.</summary>
    public Task IntendAsync(Round<TRow> round, CancellationToken cancellationToken) =>
        SaveAsync(round, failure: null, keepLease: true, cancellationToken);

    /// <summary>Ends the round before its next step: its time has not come.</summary>
    public Task<bool> ReleaseAsync(Round<TRow> round, CancellationToken cancellationToken) =>
        SaveAsync(round, failure: null, keepLease: false, cancellationToken);

    /// <summary>Ends the round where what the step is to do must not be done yet; its intent stays.</summary>
    public Task<bool> TooEarlyAsync(
        Round<TRow> round,
        WorkStep step,
        DateTimeOffset until,
        CancellationToken cancellationToken
    )
    {
        round.Row = round.Row.With(round.Row.Work with { RetryAt = until });
        log.PutOff(round.Key.Store, round.Key.Resource, step, until);
        return ReleaseAsync(round, cancellationToken);
    }

    /// <summary>Ends the round before its next step: the side that it would call is paused.</summary>
    public Task<bool> WaitAsync(Round<TRow> round, StoreSide side, CancellationToken cancellationToken)
    {
        round.Row = round.Row.With(round.Row.Work.WaitFor(side, round.Lease.Now));
        return ReleaseAsync(round, cancellationToken);
    }

    /// <summary>Ends the round before its next step, which is due, and is done in its store's turn.</summary>
    public Task<bool> PutOffAsync(Round<TRow> round, CancellationToken cancellationToken)
    {
        round.Row = round.Row.With(round.Row.Work.PutOff(round.Lease.Now));
        return ReleaseAsync(round, cancellationToken);
    }

    /// <summary>Ends the round with a step that failed because its side, which is paused, refuses everything.</summary>
    public Task<bool> RefusedAsync(
        Round<TRow> round,
        StoreSide side,
        CallFailure failure,
        bool verified,
        CancellationToken cancellationToken
    )
    {
        round.Row = round.Row.With(RetryPolicy.Paused(round.Row.Work, failure, side, round.Lease.Now, verified));
        return ReleaseAsync(round, cancellationToken);
    }

    /// <summary>Ends the round with a failed step.</summary>
    public async Task<bool> FailAsync(
        Round<TRow> round,
        WorkStep step,
        CallFailure failure,
        bool verified,
        CancellationToken cancellationToken
    )
    {
        var jitter = Random.Shared.NextDouble();
        round.Row = round.Row.With(retries.After(round.Row.Work, failure, round.Lease.Now, verified, jitter));
        if (failure.Kind == CallFailureKind.Deferred)
        {
            return await ReleaseAsync(round, cancellationToken);
        }

        var more = await SaveAsync(round, Describe(round.Key, step, failure), keepLease: false, cancellationToken);
        if (!round.IsOver)
        {
            Report(round, step, failure);
        }

        return more;
    }

    /// <summary>Ends the round where there is no next step.</summary>
    public async Task<bool> SettleAsync(Round<TRow> round, CancellationToken cancellationToken)
    {
        round.Row = round.Row.With(round.Row.Work.Settle(kind.Settle(round.Row), round.Lease.Now));
        var more = await ReleaseAsync(round, cancellationToken);
        var (key, work) = (round.Key, round.Row.Work);
        if (round.StateBefore != work.State && !round.IsOver)
        {
            metrics.Settled(key.Store, kind.Name, work);
            log.Settled(key.Store, key.Resource, work.State, work.Reason);
            if (work.State == WorkState.Dead)
            {
                metrics.DeadLetter(key.Store, work.Reason ?? "");
                log.DeadByDelivery(key.Store, key.Resource, work.Reason);
            }
        }

        return more;
    }

    // What an outside call has answered is saved even while the worker stops: the token given here only ends the wait
    // of a process that is being torn down.
    private async Task<bool> SaveAsync(
        Round<TRow> round,
        FailedAttemptRow? failure,
        bool keepLease,
        CancellationToken cancellationToken
    )
    {
        var sent = clock.GetTimestamp();
        Saved saved;
        try
        {
            saved = await table.SaveAsync(
                new Save<TRow>(round.Key, round.Row, [.. round.Outcomes], failure, keepLease, round.Lease.Now),
                cancellationToken
            );
        }
        catch (Exception exception) when (RefusedStatements.IsRefusal(exception))
        {
            round.IsOver = true;
            await CountAsync(round, exception, cancellationToken);
            return false;
        }

        round.Outcomes.Clear();
        round.Intent = WorkStep.None;
        round.Stored = round.Row;
        if (!saved.Held)
        {
            round.IsOver = true;
            metrics.Fenced(round.Key.Store);
            log.Fenced(round.Key.Store, round.Key.Resource);
            if (round.Run != WorkStep.None)
            {
                await kind.OvertakenAsync(round.Row, round.Run, cancellationToken);
            }

            return false;
        }

        round.Run = WorkStep.None;

        round.Lease.Renewed(sent, saved.Now);
        return saved.MoreWaits;
    }

    // What Postgres refuses would come again with each lease, for ever and unseen: it is a failed attempt like any
    // other. First without what the step has answered, and where it was not that, without what was delivered. The
    // intent stays, so the next attempt finds out what the step has done.
    private async Task CountAsync(Round<TRow> round, Exception refusal, CancellationToken cancellationToken)
    {
        var problem = RefusedStatements.Describe(refusal);
        log.SaveRefused(round.Key.Store, round.Key.Resource, problem[..5]);
        try
        {
            await CountAsync(round, round.Begun, problem, isOfDeliveries: false, cancellationToken);
        }
        catch (Exception exception) when (RefusedStatements.IsRefusal(exception))
        {
            await CountAsync(round, round.Stored, problem, isOfDeliveries: true, cancellationToken);
        }
    }

    private async Task CountAsync(
        Round<TRow> round,
        TRow row,
        string problem,
        bool isOfDeliveries,
        CancellationToken cancellationToken
    )
    {
        var step = row.Work.Intent;
        var failure = RetryPolicy.RefusedSave(row.Work, problem);
        var jitter = Random.Shared.NextDouble();
        round.Row = row.With(retries.After(row.Work, failure, round.Lease.Now, verified: true, jitter));
        DeliveryOutcome[] outcomes =
        [
            .. round
                .Outcomes.Where(_ => !isOfDeliveries || round.Row.Work.State == WorkState.Dead)
                .Select(outcome => isOfDeliveries ? new(outcome.Id, DeliveryState.Dead, failure.Reason) : outcome),
        ];
        var saved = await table.SaveAsync(
            new Save<TRow>(
                round.Key,
                round.Row,
                outcomes,
                Describe(round.Key, step, failure),
                KeepLease: false,
                round.Lease.Now
            ),
            cancellationToken
        );
        if (saved.Held)
        {
            Report(round, step, failure);
        }
    }

    private void Report(Round<TRow> round, WorkStep step, CallFailure failure)
    {
        var (key, work) = (round.Key, round.Row.Work);
        if (work.State == WorkState.Dead)
        {
            metrics.DeadLetter(key.Store, failure.Reason);
            log.DeadLetter(key.Store, key.Resource, step, failure.Reason, failure.Status);
        }
        else
        {
            metrics.Retry(key.Store, step, failure.Reason);
            log.StepFailed(key.Store, key.Resource, step, failure.Reason, failure.Status, work.Attempts, work.RetryAt);
        }
    }

    private static FailedAttemptRow Describe(WorkKey key, WorkStep step, CallFailure failure) =>
        new()
        {
            Store = key.Store,
            ResourceKey = key.Resource.ToString(),
            Step = step,
            Reason = failure.Reason,
            Status = failure.Status,
            Detail = failure.Detail,
            RequestId = failure.RequestId,
            TraceParent = Activity.Current?.Id,
        };
}
