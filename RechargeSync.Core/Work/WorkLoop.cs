using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Http;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Work;

/// <summary>
/// Takes a row's lease, applies what was delivered, and runs step after step until the row rests. Every result, and the
/// intent of the next step with it, is committed before the next step: a crash resumes at the step.
/// </summary>
internal sealed class WorkLoop<TRow>(
    IWorkTable<TRow> table,
    IWorkKind<TRow> kind,
    WorkGate gate,
    IOptions<SyncOptions> options,
    SyncMetrics metrics,
    TimeProvider clock,
    ILogger<WorkLoop<TRow>> log
)
    where TRow : WorkRow
{
    /// <summary>Works on a row until it rests, or leaves it to the worker that has it.</summary>
    public async Task RunAsync(WorkKey key, CancellationToken cancellationToken)
    {
        if (!gate.TryEnter(key))
        {
            return;
        }

        try
        {
            do
            {
                while (await RunRoundAsync(key, cancellationToken))
                {
                    // Deliveries came in while the lease was ours: nobody else was told of them.
                }
            } while (gate.GoRoundAgain(key));
        }
        catch
        {
            gate.Leave(key);
            throw;
        }
    }

    private async Task<bool> RunRoundAsync(WorkKey key, CancellationToken cancellationToken)
    {
        var sent = clock.GetTimestamp();
        if (await table.ClaimAsync(key, cancellationToken) is not { } claim)
        {
            return false;
        }

        var lease = new Lease(options.Value.Lease, clock);
        lease.Renewed(sent, claim.Now);
        var round = new Round(key, lease, claim.Row, claim.Payload, claim.Intent);
        Fold(round, claim.Deliveries);

        using var activity = StartActivity(round, claim.Deliveries);
        var more = await StepAsync(round, cancellationToken);
        activity?.SetTag("sync.state", round.Row.State.ToString());
        return more;
    }

    private void Fold(Round round, IReadOnlyList<PendingDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            try
            {
                var folded = kind.Fold(round.Row, delivery, round.Lease.Now);
                round.Row = folded.Row;
                round.Outcomes.Add(new InboxOutcome(delivery.InboxId, folded.State, folded.Reason));
                if (folded.InForce)
                {
                    round.Payload = delivery;
                }

                log.DeliveryApplied(round.Key.Store, round.Key.Resource, delivery.Topic, folded.State, folded.Reason);
            }
            catch (PayloadException exception)
            {
                round.Outcomes.Add(new InboxOutcome(delivery.InboxId, InboxState.Quarantined, exception.Message));
                log.DeliveryNotUnderstood(round.Key.Store, round.Key.Resource, delivery.Topic, exception.Message);
            }
#pragma warning disable CA1031 // A delivery that trips a defect of ours must not come back for ever, nor hold up the others.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                round.Outcomes.Add(
                    new InboxOutcome(delivery.InboxId, InboxState.Dead, $"unexpected {exception.GetType().Name}")
                );
                log.DeliveryFailed(exception, round.Key.Store, round.Key.Resource, delivery.Topic);
            }
        }
    }

    private async Task<bool> StepAsync(Round round, CancellationToken cancellationToken)
    {
        while (true)
        {
            var action = kind.Next(round.Row);
            if (action == SyncAction.None)
            {
                return await RestAsync(round, cancellationToken);
            }

            if (round.Row.RetryAt > round.Lease.Now)
            {
                return await SaveAsync(round, failure: null, keepLease: false, cancellationToken);
            }

            var look = round.Row.Begun == action;
            var row = kind.Begin(round.Row, action);
            round.Row = (TRow)(
                row with
                {
                    State = WorkState.Active,
                    Begun = action,
                    FirstAttempt = row.FirstAttempt ?? Activity.Current?.Id,
                }
            );
            if (round.Intent != action)
            {
                await SaveAsync(round, failure: null, keepLease: true, cancellationToken);
            }

            if (round.Lost)
            {
                return false;
            }

            var result = await RunStepAsync(round, action, look, cancellationToken);
            if (result is StepResult<TRow>.Failed failed)
            {
                return await FailAsync(round, action, failed.Failure, look, cancellationToken);
            }

            round.Row = (TRow)(
                ((StepResult<TRow>.Reached)result).Row with
                {
                    Begun = SyncAction.None,
                    Attempts = 0,
                    FailingSince = null,
                    RetryAt = null,
                }
            );
        }
    }

    private async Task<StepResult<TRow>> RunStepAsync(
        Round round,
        SyncAction action,
        bool look,
        CancellationToken cancellationToken
    )
    {
        using var activity = RechargeSyncTelemetry.Source.StartActivity($"sync {action}");
        activity?.SetTag("sync.action", action.ToString());
        var started = clock.GetTimestamp();

        // Ends before the lease does, so that what is saved afterwards is still saved under it.
        using var deadline = new CancellationTokenSource(Max(round.Lease.Left - Lease.SaveTime, TimeSpan.Zero), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        StepResult<TRow> result;
        try
        {
            result = await kind.RunAsync(round.Row, round.Payload, action, look, round.Lease.Now, both.Token);
        }
        catch (OperationCanceledException)
            when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            result = new StepResult<TRow>.Failed(new CallFailure(CallFailureKind.Ambiguous, "lease_over"));
        }
#pragma warning disable CA1031 // A step that trips a defect of ours is retried and given up like any other failure.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.StepThrew(exception, round.Key.Store, round.Key.Resource, action);
            result = new StepResult<TRow>.Failed(
                new CallFailure(CallFailureKind.Ambiguous, "unexpected", Detail: exception.GetType().Name)
            );
        }

        var failure = (result as StepResult<TRow>.Failed)?.Failure;
        activity?.SetTag("sync.outcome", failure?.Reason ?? "reached");
        activity?.SetStatus(failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, failure?.Reason);
        metrics.StepDone(round.Key.Store, action, failure, clock.GetElapsedTime(started));
        return result;
    }

    private async Task<bool> FailAsync(
        Round round,
        SyncAction action,
        CallFailure failure,
        bool looked,
        CancellationToken cancellationToken
    )
    {
        round.Row = (TRow)
            RetryPolicy.After(round.Row, failure, options.Value, round.Lease.Now, looked, Random.Shared.NextDouble());
        if (failure.Kind == CallFailureKind.Deferred)
        {
            return await SaveAsync(round, failure: null, keepLease: false, cancellationToken);
        }

        var more = await SaveAsync(round, Describe(round.Key, action, failure), keepLease: false, cancellationToken);
        if (round.Row.State == WorkState.Dead)
        {
            metrics.DeadLetter(round.Key.Store, failure.Reason);
            log.DeadLetter(round.Key.Store, round.Key.Resource, action, failure.Reason, failure.Status);
        }
        else
        {
            metrics.Retry(round.Key.Store, action, failure.Reason);
            log.StepFailed(
                round.Key.Store,
                round.Key.Resource,
                action,
                failure.Reason,
                failure.Status,
                round.Row.Attempts,
                round.Row.RetryAt
            );
        }

        return more;
    }

    private static FailureRow Describe(WorkKey key, SyncAction action, CallFailure failure) =>
        new()
        {
            Store = key.Store,
            ResourceKey = key.Resource.ToString(),
            Action = action,
            Reason = failure.Reason,
            Status = failure.Status,
            Detail = failure.Detail,
            RequestId = failure.RequestId,
            TraceParent = Activity.Current?.Id,
        };

    private async Task<bool> RestAsync(Round round, CancellationToken cancellationToken)
    {
        var state = kind.Rest(round.Row);
        var finished = state is WorkState.Done or WorkState.Dead or WorkState.Ignored
            ? round.Row.FinishedAt ?? round.Lease.Now
            : (DateTimeOffset?)null;
        var isNews = round.StateBefore != state;
        round.Row = (TRow)(round.Row with { State = state, RetryAt = null, FinishedAt = finished });
        var more = await SaveAsync(round, failure: null, keepLease: false, cancellationToken);
        if (isNews && !round.Lost)
        {
            metrics.Rested(round.Key.Store, state, round.Row);
            log.Rested(round.Key.Store, round.Key.Resource, state, round.Row.Reason);
            if (state == WorkState.Dead)
            {
                metrics.DeadLetter(round.Key.Store, round.Row.Reason ?? "");
                log.DeadByDelivery(round.Key.Store, round.Key.Resource, round.Row.Reason);
            }
        }

        return more;
    }

    // What an outside call has answered is saved even while the worker stops: the token given here only ends the wait
    // of a process that is being torn down.
    private async Task<bool> SaveAsync(
        Round round,
        FailureRow? failure,
        bool keepLease,
        CancellationToken cancellationToken
    )
    {
        var sent = clock.GetTimestamp();
        var saved = await table.SaveAsync(
            new Save<TRow>(round.Key, round.Row, [.. round.Outcomes], failure, keepLease, round.Lease.Now),
            cancellationToken
        );
        round.Outcomes.Clear();
        round.Intent = SyncAction.None;
        if (!saved.Held)
        {
            round.Lost = true;
            metrics.Fenced(round.Key.Store);
            log.Fenced(round.Key.Store, round.Key.Resource);
            return false;
        }

        round.Lease.Renewed(sent, saved.Now);
        return saved.MoreWaits;
    }

    private Activity? StartActivity(Round round, IReadOnlyList<PendingDelivery> deliveries)
    {
        // A delivery that changes nothing belongs to its own trace, not to the one of the order's last change.
        var trace =
            round.Row.RetryAt is null && deliveries.Count > 0
                ? deliveries[^1].TraceParent ?? round.Row.TraceParent
                : round.Row.TraceParent;
        if (round.Outcomes.Exists(outcome => outcome.State == InboxState.Done))
        {
            trace = round.Row.TraceParent;
        }

        var activity = RechargeSyncTelemetry.Source.StartActivity(
            ActivityKind.Consumer,
            RechargeSyncTelemetry.Parent(trace),
            links: RechargeSyncTelemetry.Links(round.Row.FirstAttempt),
            name: kind.SpanName
        );
        activity?.SetTag("sync.store", round.Key.Store);
        activity?.SetTag("sync.resource", round.Key.Resource.ToString());
        activity?.SetTag("sync.attempt", round.Row.Attempts + 1);
        return activity;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private sealed class Round(WorkKey key, Lease lease, TRow row, PendingDelivery? payload, SyncAction intent)
    {
        public WorkKey Key => key;

        public Lease Lease => lease;

        public WorkState StateBefore { get; } = row.State;

        public TRow Row { get; set; } = row;

        public PendingDelivery? Payload { get; set; } = payload;

        public List<InboxOutcome> Outcomes { get; } = [];

        /// <summary>The step whose intent the table holds already.</summary>
        public SyncAction Intent { get; set; } = intent;

        public bool Lost { get; set; }
    }
}
