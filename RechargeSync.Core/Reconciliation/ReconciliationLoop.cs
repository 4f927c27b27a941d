using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Http;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Takes up the stores' runs and monitors as they fall due, each with one worker at a time.</summary>
internal sealed class ReconciliationLoop(
    JobTable jobs,
    OrderReconciler reconciler,
    SubscriptionMonitor monitor,
    StoreRegistry stores,
    IOptions<ReconciliationOptions> options,
    ReconciliationMetrics metrics,
    TimeProvider clock,
    ILogger<ReconciliationLoop> log
) : PeriodicService(TimeSpan.FromMilliseconds(500), clock)
{
    /// <summary>Jobs that one worker does at once.</summary>
    private const int MostJobs = 8;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_saveTime = TimeSpan.FromSeconds(5);

    private readonly ReconciliationJob[] _kinds =
        options.Value.WebhookBaseUrl.Length > 0
            ? [ReconciliationJob.Run, ReconciliationJob.Monitor]
            : [ReconciliationJob.Run];

    private readonly string[] _stores = [.. stores.All.Select(store => store.Name)];
    private readonly List<Task> _running = [];
    private bool _prepared;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            await Task.WhenAll(_running);
        }
    }

    // Starts what is due and does not wait for it.
    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!_prepared)
        {
            await jobs.PrepareAsync(_stores, _kinds, cancellationToken);
            _prepared = true;
        }

        _running.RemoveAll(job => job.IsCompleted);
        if (_running.Count < MostJobs)
        {
            var due = await jobs.ClaimAsync(_stores, _kinds, MostJobs - _running.Count, cancellationToken);
            _running.AddRange(due.Select(job => RunAsync(job, cancellationToken)));
        }

        return false;
    }

    protected override void Failed(Exception exception) => log.DueFailed(exception);

    private async Task RunAsync(Job job, CancellationToken stoppingToken)
    {
        try
        {
            var result =
                job.Kind == ReconciliationJob.Run
                    ? await reconciler.RunAsync(job, stoppingToken)
                    : await monitor.RunAsync(job, stoppingToken);
            switch (result)
            {
                case JobResult.Failed { Failure: var failure }:
                    await TryAsync(job, token => FailAsync(job, failure, token));
                    break;
                case JobResult.Fenced:
                    log.JobFenced(job.Store, job.Kind);
                    break;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await TryAsync(job, token => jobs.ReleaseAsync(job, token));
        }
#pragma warning disable CA1031 // Postgres away, or a defect of ours: the job is tried again, and holds up no other.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.JobThrew(exception, job.Store, job.Kind);
            await TryAsync(
                job,
                token => FailAsync(job, new CallFailure(CallFailureKind.Transient, "unexpected"), token)
            );
        }
    }

    // The end of a turn is saved even while the worker stops. Where that fails, the lease runs out and the job is taken
    // up again.
    private async Task TryAsync(Job job, Func<CancellationToken, Task> save)
    {
        using var deadline = new CancellationTokenSource(s_saveTime, Clock);
        try
        {
            await save(deadline.Token);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.JobThrew(exception, job.Store, job.Kind);
        }
    }

    private async Task FailAsync(Job job, CallFailure failure, CancellationToken cancellationToken)
    {
        var delay = Delay(job, failure);
        metrics.Failed(job.Store, job.Kind, failure.Reason);
        log.JobFailed(job.Store, job.Kind, failure.Reason, job.Attempts + 1, delay);
        await jobs.FailAsync(
            job,
            failure.Status is { } status ? $"{failure.Reason} {status}" : failure.Reason,
            delay,
            cancellationToken
        );
    }

    private TimeSpan Delay(Job job, CallFailure failure)
    {
        var interval = job.Kind == ReconciliationJob.Run ? options.Value.Interval : options.Value.MonitorInterval;
        if (failure.Kind == CallFailureKind.Permanent)
        {
            return interval;
        }

        var doubled = s_firstDelay * Math.Pow(2, Math.Min(job.Attempts, 20));
        var delay = doubled < interval ? doubled : interval;
        return failure.RetryAfter > delay ? failure.RetryAfter.Value : delay;
    }
}
