using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>
/// Takes a row's lease, applies what was delivered, and runs step after step until there is none. Every result, and the
/// intent of the next step with it, is committed before the next step: a crash resumes at the step. A step that goes
/// through to its next one (<see cref="IWorkKind{TRow}.GoesThrough"/>) is committed together with that one, unless it
/// has used up half of the lease.
/// </summary>
internal sealed class WorkLoop<TRow>(
    IWorkTable<TRow> table,
    IWorkKind<TRow> kind,
    WorkSlots slots,
    StorePauses pauses,
    IOptions<WorkOptions> options,
    WorkMetrics metrics,
    TimeProvider clock,
    ILogger<WorkLoop<TRow>> log
)
    where TRow : class, IWorkRow<TRow>
{
    private readonly TimeProvider _leases = BootClock.Over(clock);
    private readonly StepRunner<TRow> _steps = new(kind, metrics, clock, log);
    private readonly RecoveryPoints<TRow> _points = new(
        table,
        kind,
        kind.Retries ?? RetryPolicy.Of(options.Value),
        metrics,
        BootClock.Over(clock),
        log
    );

    /// <summary>
    /// Works on a row until it settles, or leaves it to the worker that has it; returns whether there was anything to
    /// work on.
    /// </summary>
    public Task<bool> RunAsync(WorkKey key, CancellationToken cancellationToken) =>
        RunAsync(key, isTakenInOnly: false, cancellationToken);

    /// <summary>
    /// Applies what was delivered, and leaves the steps to the scan for due work; returns whether there was anything.
    /// </summary>
    public Task<bool> TakeInAsync(WorkKey key, CancellationToken cancellationToken) =>
        RunAsync(key, isTakenInOnly: true, cancellationToken);

    private async Task<bool> RunAsync(WorkKey key, bool isTakenInOnly, CancellationToken cancellationToken)
    {
        if (!slots.TryEnter(key))
        {
            return false;
        }

        var worked = false;
        try
        {
            do
            {
                bool? more;
                do
                {
                    // More than once where deliveries came in while the lease was ours: nobody else was told of them.
                    more = await RunRoundAsync(key, isTakenInOnly, cancellationToken);
                    worked |= more is not null;
                } while (more is true);
            } while (slots.GoRoundAgain(key));

            return worked;
        }
        catch
        {
            slots.Leave(key);
            throw;
        }
    }

    // Whether more waits; null where there was nothing to do, or another worker has the row.
    private async Task<bool?> RunRoundAsync(WorkKey key, bool isTakenInOnly, CancellationToken cancellationToken)
    {
        var sent = _leases.GetTimestamp();
        if (await table.ClaimAsync(key, cancellationToken) is not { } claim)
        {
            return null;
        }

        var lease = new Lease(table.Lease, _leases);
        lease.Renewed(sent, claim.Now);
        var round = new Round<TRow>(key, lease, claim);
        foreach (var delivery in claim.Deliveries)
        {
            Apply(round, delivery);
        }

        round.Begun = round.Row;

        using var activity = round.StartActivity(kind.SpanName, claim.Deliveries);
        var more = await StepAsync(round, isTakenInOnly, cancellationToken);
        activity?.SetTag("sync.state", round.Row.Work.State.ToString());
        return more;
    }

    private void Apply(Round<TRow> round, PendingDelivery delivery)
    {
        var (store, resource) = (round.Key.Store, round.Key.Resource);
        try
        {
            var applied = kind.Apply(round.Row, delivery, round.Lease.Now);
            round.Row = applied.Resumed(delivery.TraceParent);
            round.Payload = applied is { IsNews: true, KeepsPayload: false } ? delivery : round.Payload;
            round.Outcomes.Add(new DeliveryOutcome(delivery.Id, applied.State, applied.Reason));
            if (applied.State == DeliveryState.Quarantined)
            {
                metrics.NotUnderstood(store, delivery.Topic);
                log.DeliveryNotUnderstood(store, resource, delivery.Topic, applied.Reason);
            }
            else
            {
                log.DeliveryApplied(store, resource, delivery.Topic, applied.State, applied.Reason);
            }
        }
#pragma warning disable CA1031 // A delivery that meets a defect of ours must not come back, nor hold up the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var reason = $"unexpected {exception.GetType().Name}";
            round.Outcomes.Add(new DeliveryOutcome(delivery.Id, DeliveryState.Dead, reason));
            log.DeliveryFailed(exception, store, resource, delivery.Topic);
        }
    }

    private async Task<bool> StepAsync(Round<TRow> round, bool isTakenInOnly, CancellationToken cancellationToken)
    {
        // The step that was reached last, where the table still holds the intent of it.
        var reached = WorkStep.None;
        while (true)
        {
            var step = round.Row.Work.HasEnded() ? WorkStep.None : kind.Next(round.Row, round.Lease.Now);
            if (step == WorkStep.None)
            {
                return await _points.SettleAsync(round, cancellationToken);
            }

            if (round.Row.Work.RetryAt > round.Lease.Now)
            {
                return await _points.ReleaseAsync(round, cancellationToken);
            }

            if (isTakenInOnly)
            {
                return await _points.PutOffAsync(round, cancellationToken);
            }

            var side = kind.SideOf(step);
            var admission = await AdmitAsync(round, side, cancellationToken);
            if (admission == Admission.Wait)
            {
                return await _points.WaitAsync(round, side!.Value, cancellationToken);
            }

            var verifyFirst = round.Row.Work.IsToBeVerified(step);
            var begun = kind.Begin(round.Row, step);
            round.Row = begun.With(begun.Work.Intend(step, Activity.Current?.Id, round.Lease.Now));
            var goesThrough = round.Lease.IsFresh && kind.GoesThrough(reached, step);
            if (round.Intent != step && !goesThrough)
            {
                await _points.IntendAsync(round, cancellationToken);
            }

            if (round.IsOver)
            {
                return false;
            }

            if (!goesThrough)
            {
                round.Begun = round.Row;
            }

            var result = await _steps.RunAsync(round, step, verifyFirst, cancellationToken);
            var isRefused = await LearnAsync(round, side, admission, result, cancellationToken);
            switch (result)
            {
                case StepResult<TRow>.Failed { Failure: var failure } when isRefused:
                    return await _points.RefusedAsync(round, side!.Value, failure, verifyFirst, cancellationToken);
                case StepResult<TRow>.Failed failed:
                    return await _points.FailAsync(round, step, failed.Failure, verifyFirst, cancellationToken);
                case StepResult<TRow>.TooEarly { Until: var until }:
                    return await _points.TooEarlyAsync(round, step, until, cancellationToken);
                case StepResult<TRow>.Delivered { Row: var row }:
                    round.Row = Reached(row, verifyFirst, round.Lease.Now);
                    return await _points.ReleaseAsync(round, cancellationToken);
                case StepResult<TRow>.Ended { Row: var row, End: var end }:
                    round.Row = row.With(row.Work.End(end));
                    break;
                case StepResult<TRow>.Reached { Row: var row }:
                    reached = goesThrough ? WorkStep.None : step;
                    round.Row = Reached(row, verifyFirst, round.Lease.Now);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    // Where an earlier attempt may have gone through to a later step, that one looks before it acts, whatever comes
    // first.
    private TRow Reached(TRow row, bool verified, DateTimeOffset now)
    {
        var done = row.With(row.Work.Reach());
        return verified && kind.IsInDoubt(done) ? done.With(done.Work with { UnknownSince = now }) : done;
    }

    private ValueTask<Admission> AdmitAsync(Round<TRow> round, StoreSide? side, CancellationToken cancellationToken) =>
        side is { } called
            ? pauses.AdmitAsync(round.Key.Store, called, kind.Testifies, round.Lease.Now, cancellationToken)
            : ValueTask.FromResult(Admission.Go);

    private ValueTask<bool> LearnAsync(
        Round<TRow> round,
        StoreSide? side,
        Admission admission,
        StepResult<TRow> result,
        CancellationToken cancellationToken
    ) =>
        side is { } called
            ? pauses.LearnAsync(
                round.Key,
                called,
                admission,
                kind.Testifies,
                (result as StepResult<TRow>.Failed)?.Failure,
                round.Lease.Now,
                cancellationToken
            )
            : ValueTask.FromResult(false);
}
