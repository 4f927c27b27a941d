using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Telemetry;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Work;

/// <summary>Runs a step within its lease, and tells how it ended, whatever happens.</summary>
internal sealed class StepRunner<TRow>(IWorkKind<TRow> kind, WorkMetrics metrics, TimeProvider clock, ILogger log)
    where TRow : class, IWorkRow<TRow>
{
    /// <exception cref="OperationCanceledException">The worker is torn down.</exception>
    public async Task<StepResult<TRow>> RunAsync(
        Round<TRow> round,
        WorkStep step,
        bool verifyFirst,
        CancellationToken cancellationToken
    )
    {
        using var activity = RechargeSyncTelemetry.Source.StartActivity($"sync {step}");
        activity?.SetTag("sync.step", step.ToString());
        var started = clock.GetTimestamp();
        var result = await RunInTimeAsync(round, step, verifyFirst, cancellationToken);
        var failure = (result as StepResult<TRow>.Failed)?.Failure;
        activity?.SetTag("sync.outcome", failure?.Reason ?? "reached");
        activity?.SetStatus(failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, failure?.Reason);
        metrics.StepDone(round.Key.Store, step, failure, clock.GetElapsedTime(started));
        return result;
    }

    private async Task<StepResult<TRow>> RunInTimeAsync(
        Round<TRow> round,
        WorkStep step,
        bool verifyFirst,
        CancellationToken cancellationToken
    )
    {
        // Ends before the lease does, so that what is saved afterwards is still saved under it.
        var time = round.Lease.Left - Lease.SaveTime;
        using var deadline = new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.Zero, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            if (!round.Lease.AllowsCalls)
            {
                return new StepResult<TRow>.Failed(new CallFailure(CallFailureKind.Transient, "lease_over"));
            }

            round.Run = step;
            return await kind.RunAsync(round.Row, round.Payload, step, verifyFirst, round.Lease, both.Token);
        }
        catch (OperationCanceledException)
            when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Failed("lease_over", detail: null);
        }
#pragma warning disable CA1031 // A step that trips a defect of ours is retried and given up like any other failure.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.StepThrew(exception, round.Key.Store, round.Key.Resource, step);
            return Failed("unexpected", exception.GetType().Name);
        }
    }

    private static StepResult<TRow>.Failed Failed(string reason, string? detail) =>
        new(new CallFailure(CallFailureKind.Ambiguous, reason, Detail: detail));
}
