using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Http;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Takes up the stores' walks and watches as they fall due, each with one worker at a time.</summary>
internal sealed class ReconciliationLoop(
    JobTable jobs,
    OrderWalk walk,
    SubscriptionWatch watch,
    StoreRegistry stores,
    IOptions<ReconciliationOptions> options,
    ReconciliationMetrics metrics,
    TimeProvider clock,
    ILogger<ReconciliationLoop> log
) : BackgroundService
{
    /// <summary>Jobs that one worker does at once.</summary>
    private const int MostJobs = 8;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_saveTime = TimeSpan.FromSeconds(5);

    private readonly ReconciliationJob[] _kinds =
        options.Value.WebhookBaseUrl.Length > 0
            ? [ReconciliationJob.Walk, ReconciliationJob.Watch]
            : [ReconciliationJob.Walk];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        var prepared = false;
        using var timer = new PeriodicTimer(s_look, clock);
        try
        {
            do
            {
                try
                {
                    if (!prepared)
                    {
                        await jobs.PrepareAsync([.. stores.All.Select(store => store.Name)], _kinds, stoppingToken);
                        prepared = true;
                    }

                    running.RemoveAll(job => job.IsCompleted);
                    if (running.Count < MostJobs)
                    {
                        running.AddRange(
                            (await jobs.ClaimAsync(stores, _kinds, MostJobs - running.Count, stoppingToken)).Select(
                                job => RunAsync(job, stoppingToken)
                            )
                        );
                    }
                }
#pragma warning disable CA1031 // Postgres away: this loop has to outlive that.
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    log.DueFailed(exception);
                }
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RunAsync(Job job, CancellationToken stoppingToken)
    {
        try
        {
            var result =
                job.Kind == ReconciliationJob.Walk
                    ? await walk.RunAsync(job, stoppingToken)
                    : await watch.RunAsync(job, stoppingToken);
            switch (result)
            {
                case JobResult.Failed { Failure: var failure }:
                    await TryAsync(job, token => FailAsync(job, failure, token));
                    break;
                case JobResult.Fenced:
                    log.JobFenced(job.Store.Name, job.Kind);
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
            log.JobThrew(exception, job.Store.Name, job.Kind);
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
        using var deadline = new CancellationTokenSource(s_saveTime, clock);
        try
        {
            await save(deadline.Token);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.JobThrew(exception, job.Store.Name, job.Kind);
        }
    }

    private async Task FailAsync(Job job, CallFailure failure, CancellationToken cancellationToken)
    {
        var delay = Delay(job, failure);
        metrics.Failed(job.Store.Name, job.Kind, failure.Reason);
        log.JobFailed(job.Store.Name, job.Kind, failure.Reason, job.Attempts + 1, delay);
        await jobs.FailAsync(
            job,
            failure.Status is { } status ? $"{failure.Reason} {status}" : failure.Reason,
            delay,
            cancellationToken
        );
    }

    private TimeSpan Delay(Job job, CallFailure failure)
    {
        var interval = job.Kind == ReconciliationJob.Walk ? options.Value.Interval : options.Value.WatchInterval;
        if (failure.Kind == CallFailureKind.Permanent)
        {
            return interval;
        }

        var doubled = s_firstDelay * Math.Pow(2, Math.Min(job.Attempts, 20));
        var delay = doubled < interval ? doubled : interval;
        return failure.RetryAfter > delay ? failure.RetryAfter.Value : delay;
    }
}
