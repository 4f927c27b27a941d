using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.MonitorJob>;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Checks whether a store's subscriptions are there, creates those that are not, and deletes surplus copies. Recharge
/// deletes a subscription whose deliveries fail for two days, and tells nobody who would listen. The list is a step of
/// the engine and so is each change: a worker that comes back from a long pause does not create what its successor has
/// created. After any failure the next turn begins with the list again, so that nothing is created twice.
/// </summary>
internal sealed class SubscriptionMonitor(
    StoreRegistry stores,
    WebhookSubscriptions subscriptions,
    IOptions<ReconciliationOptions> options,
    ReconciliationMetrics metrics,
    IHostApplicationLifetime lifetime,
    ILogger<SubscriptionMonitor> log
) : IWorkKind<MonitorJob>
{
    public string Name => "monitor";

    public string SpanName => "monitor subscriptions";

    /// <summary>Never given up: the next turn would come all the same.</summary>
    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(2), options.Value.MonitorInterval, Age: null);

    public Applied<MonitorJob> Apply(MonitorJob row, PendingDelivery delivery, DateTimeOffset now) =>
        throw new NotSupportedException("Nothing is delivered to a monitor.");

    public WorkStep Next(MonitorJob row, DateTimeOffset now) =>
        row.IsFinished || lifetime.ApplicationStopping.IsCancellationRequested
            ? WorkStep.None
            : WorkStep.CheckSubscriptions;

    public MonitorJob Begin(MonitorJob row, WorkStep step) => row;

    public Settlement Settle(MonitorJob row) => new(WorkState.Waiting, row.EndedAt + options.Value.MonitorInterval);

    public async Task<Result> RunAsync(
        MonitorJob row,
        PendingDelivery? payload,
        WorkStep step,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var now = lease.Now;
        var store = stores.Get(row.Store);
        return row.Changes is { Count: > 0 } changes
            ? await ChangeAsync(row, store, changes, now, cancellationToken)
            : await ListAsync(row, store, now, cancellationToken);
    }

    private async Task<Result> ListAsync(
        MonitorJob row,
        Store store,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        switch (await subscriptions.ListAsync(store, CallPriority.Live, cancellationToken))
        {
            case RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed { Failure: var failure }:
                return new Result.Failed(failure);
            case RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Ok { Value: var listed }:
                var plan = SubscriptionPlan.For(
                    listed,
                    options.Value.WebhookBaseUrl,
                    store.Name,
                    options.Value.SubscribeToTakeBacks
                );
                var gap = plan.Missing.Count > 0 ? row.CoveredTo : null;
                if (gap is { } from)
                {
                    log.BackfillAsked(store.Name, from);
                }

                return Left(row with { Gap = gap }, plan.Changes(), now);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<Result> ChangeAsync(
        MonitorJob row,
        Store store,
        IReadOnlyList<SubscriptionChange> changes,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (topic, address, surplus) = changes[0];
        var failure = surplus is { } id
            ? await subscriptions.DeleteAsync(store, id, cancellationToken)
            : await subscriptions.CreateAsync(store, topic, address!, cancellationToken);
        if (failure is not null)
        {
            return new Result.Failed(failure);
        }

        if (surplus is { } deleted)
        {
            metrics.Deleted(store.Name, topic);
            log.SubscriptionDeleted(store.Name, deleted, topic);
        }
        else
        {
            metrics.Created(store.Name, topic);
            log.SubscriptionCreated(store.Name, topic);
        }

        return Left(row, [.. changes.Skip(1)], now);
    }

    private static Result.Reached Left(MonitorJob row, IReadOnlyList<SubscriptionChange> changes, DateTimeOffset now) =>
        new(row with { Changes = changes, EndedAt = changes.Count == 0 ? now : null });
}
