using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Looks whether a store's subscriptions are there, creates those that are not, and deletes surplus copies. Recharge
/// deletes a subscription whose deliveries fail for two days, and tells nobody who would listen.
/// </summary>
internal sealed class SubscriptionWatch(
    WebhookSubscriptions subscriptions,
    JobTable jobs,
    IOptions<ReconciliationOptions> options,
    ReconciliationMetrics metrics,
    ILogger<SubscriptionWatch> log
)
{
    /// <summary>
    /// One look. After any failure the next one begins with the list again, so that nothing is created twice.
    /// </summary>
    public async Task<JobResult> RunAsync(Job job, CancellationToken cancellationToken)
    {
        var store = job.Store;
        using var activity = RechargeSyncTelemetry.Source.StartActivity(
            "watch subscriptions",
            ActivityKind.Internal,
            default(ActivityContext)
        );
        activity?.SetTag("sync.store", store.Name);
        switch (await subscriptions.ListAsync(store, cancellationToken))
        {
            case RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed failed:
                return new JobResult.Failed(failed.Failure);
            case RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Ok { Value: var listed }:
                var plan = SubscriptionPlan.For(listed, options.Value.WebhookBaseUrl, store.Name);
                if (await MendAsync(job, plan, cancellationToken) is { } end)
                {
                    return end;
                }

                // No gap is lost if this process ends before it is noted: walks cover all time by themselves, one
                // beginning where the other did. The backfill makes it soon.
                var from = plan.Missing.Count > 0 ? job.CoveredTo : null;
                if (!await jobs.FinishWatchAsync(job, options.Value.WatchInterval, from, cancellationToken))
                {
                    return new JobResult.Fenced();
                }

                if (from is { } gap)
                {
                    log.BackfillAsked(store.Name, gap);
                }

                return new JobResult.Done();
            default:
                throw new UnreachableException();
        }
    }

    private async Task<JobResult?> MendAsync(Job job, SubscriptionPlan plan, CancellationToken cancellationToken)
    {
        var store = job.Store;
        foreach (var (topic, address) in plan.Missing)
        {
            // Each time: a worker that comes back from a long pause must not create what its successor has created.
            if (await jobs.RenewAsync(job, cancellationToken) is null)
            {
                return new JobResult.Fenced();
            }

            if (await subscriptions.CreateAsync(store, topic, address, cancellationToken) is { } failure)
            {
                return new JobResult.Failed(failure);
            }

            metrics.Created(store.Name, topic);
            log.SubscriptionCreated(store.Name, topic);
        }

        foreach (var webhook in plan.Surplus)
        {
            if (await subscriptions.DeleteAsync(store, webhook.Id, cancellationToken) is { } failure)
            {
                return new JobResult.Failed(failure);
            }

            metrics.Deleted(store.Name, webhook.Topic);
            log.SubscriptionDeleted(store.Name, webhook.Id, webhook.Topic);
        }

        return null;
    }
}
