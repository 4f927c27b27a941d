using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Platforms.Calls;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.RunJob>;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Goes through a store's orders page by page, compares them with ours and mends what it can. Each page is a step of
/// the engine: what it came to is committed with the next page's address, so a run that was broken off goes on there; a
/// page that is compared twice is harmless.
/// </summary>
internal sealed class OrderReconciler(
    StoreRegistry stores,
    RechargeClient recharge,
    OrderComparison comparison,
    KnownOrders orders,
    IOptions<ReconciliationOptions> options,
    ReconciliationMetrics metrics,
    IHostApplicationLifetime lifetime,
    ILogger<OrderReconciler> log
) : IWorkKind<RunJob>
{
    /// <summary>Most orders that one run asks for singly, because the list did not show them.</summary>
    private const int MostLookups = 10;

    /// <summary>Orders in one answer of Recharge, at most.</summary>
    private const int LargestPage = 250;

    public string Name => "run";

    public string SpanName => "reconcile orders";

    /// <summary>Never given up: the next turn would come all the same.</summary>
    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(2), options.Value.Interval, Age: null);

    public Applied<RunJob> Apply(RunJob row, PendingDelivery delivery, DateTimeOffset now) =>
        throw new NotSupportedException("Nothing is delivered to a run.");

    // A run may have hundreds of pages: a worker that stops leaves it to another one after the page at hand.
    public WorkStep Next(RunJob row, DateTimeOffset now) =>
        row.IsFinished || lifetime.ApplicationStopping.IsCancellationRequested
            ? WorkStep.None
            : WorkStep.ReconcileOrders;

    public RunJob Begin(RunJob row, WorkStep step) => row;

    public Settlement Settle(RunJob row) => new(WorkState.Waiting, row.EndedAt + options.Value.Interval);

    public Task<Result> RunAsync(
        RunJob row,
        PendingDelivery? payload,
        WorkStep step,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var now = lease.Now;
        if (row.Run is { Stage: RunStage.Unlinked, Pages: 0 })
        {
            log.RunBegins(row.Store, row.Run.Id, row.Run.From);
        }

        return row.Run.Stage == RunStage.Sample
            ? SampleAsync(row, now, cancellationToken)
            : PageAsync(row, now, cancellationToken);
    }

    private async Task<Result> PageAsync(RunJob row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (store, run, limit) = (stores.Get(row.Store), row.Run, options.Value.PageSize);
        if (RunPlan.NextPage(run, store, limit) is not { } path)
        {
            return Reached(row, RunPlan.PastLastPage(run), now);
        }

        switch (await recharge.GetOrdersAsync(store, path, limit, CallPriority.Backfill, cancellationToken))
        {
            case RechargeAnswer<OrderPage>.Failed { Failure: var failure }:
                // A cursor that Recharge no longer knows: the stage begins again, unless it just did.
                return
                    run.Next is not null
                    && failure.Status is (int)HttpStatusCode.UnprocessableEntity or (int)HttpStatusCode.BadRequest
                    ? Reached(row, RunPlan.BeginAgain(run), now)
                    : new Result.Failed(failure);
            case RechargeAnswer<OrderPage>.Ok { Value: var page }:
                var findings = await comparison.CompareAsync(
                    store,
                    run.Stage,
                    run.IsDryRun,
                    page.Orders,
                    now,
                    cancellationToken
                );
                return Reached(row, RunPlan.After(run, path, page, findings), now);
            default:
                throw new UnreachableException();
        }
    }

    // The last stage: do those that we placed still exist at Recharge? A few of them each time, in turn.
    private async Task<Result> SampleAsync(RunJob row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (store, run, most) = (stores.Get(row.Store), row.Run, options.Value.SampleSize);
        var ids = most == 0 ? [] : await orders.PlacedAsync(row.Store, row.SampledId, most, cancellationToken);
        var sampledId = ids.Count < most || most == 0 ? 0 : ids[^1];
        if (ids.Count == 0)
        {
            return Ended(row, RunPlan.AfterSample(run, 0, [], sampledId), now);
        }

        var path = OrderList.OfIds(ids, LargestPage);
        var answer = await recharge.GetOrdersAsync(store, path, LargestPage, CallPriority.Backfill, cancellationToken);
        if (answer is not RechargeAnswer<OrderPage>.Ok { Value: var page })
        {
            return new Result.Failed(((RechargeAnswer<OrderPage>.Failed)answer).Failure);
        }

        var findings = await comparison.CompareAsync(
            store,
            run.Stage,
            run.IsDryRun,
            page.Orders,
            now,
            cancellationToken
        );
        var absent = ids.Except(page.Orders.Select(order => order.Id)).Take(MostLookups).ToList();
        sampledId = absent.Count == MostLookups ? absent[^1] : sampledId;
        foreach (var (id, index) in absent.Select((id, index) => (id, index)))
        {
            var single = await recharge.GetOrderAsync(store, id, CallPriority.Backfill, cancellationToken);
            if (single is not RechargeAnswer<RechargeOrder>.Failed { Failure: var failure })
            {
                continue;
            }

            if (failure.Status == (int)HttpStatusCode.NotFound)
            {
                findings.Add(new DriftFinding(id, DriftKind.Extra, DriftDetail.NotFound, Healed: false));
            }
            else if (failure.Kind == CallFailureKind.Deferred && index > 0)
            {
                // Live calls leave no room for more: the next run's sample goes on after those that were looked up.
                return Ended(row, RunPlan.AfterSample(run, ids.Count, findings, absent[index - 1]), now);
            }
            else
            {
                return new Result.Failed(failure);
            }
        }

        return Ended(row, RunPlan.AfterSample(run, ids.Count, findings, sampledId), now);
    }

    private Result.Reached Ended(RunJob row, RunPage page, DateTimeOffset now)
    {
        var elapsed = now - row.Run.StartedAt;
        metrics.Finished(row.Store, elapsed);
        log.RunDone(row.Store, row.Run.Id, elapsed);
        return Reached(row, page, now);
    }

    private Result.Reached Reached(RunJob row, RunPage page, DateTimeOffset now)
    {
        metrics.Checked(row.Store, page.Checked);
        if (page.Warning is not null)
        {
            log.RunWarned(row.Store, row.Run.Id, page.Warning);
        }

        foreach (var kind in page.Findings.GroupBy(finding => finding.Kind))
        {
            log.DriftFound(row.Store, row.Run.Id, kind.Key, kind.Count(), kind.Count(finding => finding.Healed));
            foreach (var finding in kind)
            {
                metrics.Found(row.Store, finding);
            }
        }

        return new Result.Reached(RunPlan.Advance(row, page, now));
    }
}
