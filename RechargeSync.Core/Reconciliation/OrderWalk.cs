using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Http;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Walks a store's orders page by page, compares them with ours and mends what it can. What a page came to is committed
/// with the place of the next one, so a walk that was broken off goes on there; a page that is compared twice is
/// harmless.
/// </summary>
internal sealed class OrderWalk(
    RechargeClient recharge,
    JobTable jobs,
    WalkTable walks,
    OrderComparison comparison,
    KnownOrders orders,
    IOptions<ReconciliationOptions> options,
    ReconciliationMetrics metrics,
    TimeProvider clock,
    ILogger<OrderWalk> log
)
{
    /// <summary>Most orders that one walk asks for singly, because the list did not show them.</summary>
    private const int MostLookups = 10;

    /// <summary>Longest pause for want of calls; below the job's lease, which is renewed after it.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    /// <summary>Goes on with the open walk, or begins one, until it is done or something is in the way.</summary>
    public async Task<JobResult> RunAsync(Job job, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (await walks.OpenAsync(job, settings.Overlap, settings.InitialLookback, cancellationToken) is not { } walk)
        {
            return new JobResult.Fenced();
        }

        using var activity = RechargeSyncTelemetry.Source.StartActivity(
            "reconcile orders",
            ActivityKind.Internal,
            default(ActivityContext)
        );
        activity?.SetTag("sync.store", job.Store.Name);
        log.WalkGoesOn(job.Store.Name, walk.Id, walk.Stage, walk.From);
        while (walk.Stage != WalkStage.Sample)
        {
            var (page, end) = await PageAsync(job, walk, cancellationToken);
            if (page is null || !await SaveAsync(job, walk, page, cancellationToken))
            {
                return end ?? new JobResult.Fenced();
            }

            walk = walk with { Stage = page.Stage, Next = page.Next };
        }

        return await EndAsync(job, walk, cancellationToken);
    }

    private async Task<(WalkStep? Step, JobResult? End)> PageAsync(
        Job job,
        Walk walk,
        CancellationToken cancellationToken
    )
    {
        var limit = options.Value.PageSize;
        var path =
            walk.Next ?? OrderList.Successful(job.Store, linked: walk.Stage == WalkStage.Linked, walk.From, limit);
        if (OrderList.PageOf(path) > OrderList.LastPage)
        {
            return (WalkStep.PastLastPage(walk), null);
        }

        var asked = await AskAsync(
            job,
            () => recharge.GetOrdersAsync(job.Store, path, limit, CallPriority.Backfill, cancellationToken),
            cancellationToken
        );
        switch (asked)
        {
            case null:
                return (null, new JobResult.Fenced());
            case { Answer: RechargeAnswer<OrderPage>.Failed { Failure: var failure } }:
                // A place in the list that Recharge no longer knows: the stage begins again, unless it just did.
                return
                    walk.Next is not null
                    && failure.Status is (int)HttpStatusCode.UnprocessableEntity or (int)HttpStatusCode.BadRequest
                    ? (WalkStep.BeginAgain(walk), null)
                    : (null, new JobResult.Failed(failure));
            case { At: var at, Answer: RechargeAnswer<OrderPage>.Ok { Value: var page } }:
                var findings = await comparison.CompareAsync(job.Store, walk.Stage, page.Orders, at, cancellationToken);
                return (WalkStep.After(walk, path, page, findings), null);
            default:
                throw new UnreachableException();
        }
    }

    // The last stage: do those that we placed still exist at Recharge? A few of them each time, in turn.
    private async Task<JobResult> EndAsync(Job job, Walk walk, CancellationToken cancellationToken)
    {
        var most = options.Value.SampleSize;
        var ids = most == 0 ? [] : await orders.PlacedAsync(job.Store.Name, job.SampledId, most, cancellationToken);
        var sampledId = ids.Count < most || most == 0 ? 0 : ids[^1];
        if (ids.Count > 0)
        {
            var asked = await AskAsync(
                job,
                () =>
                    recharge.GetOrdersAsync(
                        job.Store,
                        OrderList.OfIds(ids, 250),
                        250,
                        CallPriority.Backfill,
                        cancellationToken
                    ),
                cancellationToken
            );
            if (asked is not { Answer: RechargeAnswer<OrderPage>.Ok { Value: var page }, At: var at })
            {
                return End(asked?.Answer);
            }

            var findings = await comparison.CompareAsync(job.Store, walk.Stage, page.Orders, at, cancellationToken);
            var absent = ids.Except(page.Orders.Select(order => order.Id)).Take(MostLookups).ToList();
            sampledId = absent.Count == MostLookups ? absent[^1] : sampledId;
            foreach (var id in absent)
            {
                var single = await AskAsync(
                    job,
                    () => recharge.GetOrderAsync(job.Store, id, CallPriority.Backfill, cancellationToken),
                    cancellationToken
                );
                switch (single?.Answer)
                {
                    case RechargeAnswer<RechargeOrder>.Failed { Failure.Status: (int)HttpStatusCode.NotFound }:
                        findings.Add(new Finding(id, DriftKind.Extra, DriftDetail.NotFound, Healed: false));
                        break;
                    case not RechargeAnswer<RechargeOrder>.Ok:
                        return End(single?.Answer);
                }
            }

            if (!await SaveAsync(job, walk, WalkStep.OfSample(walk, ids.Count, findings), cancellationToken))
            {
                return new JobResult.Fenced();
            }
        }

        if (await walks.FinishAsync(job, walk, sampledId, options.Value, cancellationToken) is not { } elapsed)
        {
            return new JobResult.Fenced();
        }

        metrics.Walked(job.Store.Name, elapsed);
        log.WalkDone(job.Store.Name, walk.Id, elapsed);
        return new JobResult.Done();
    }

    private async Task<bool> SaveAsync(Job job, Walk walk, WalkStep step, CancellationToken cancellationToken)
    {
        if (!await walks.SaveAsync(job, walk, step, cancellationToken))
        {
            return false;
        }

        metrics.Checked(job.Store.Name, step.Checked);
        if (step.Warning is not null)
        {
            log.WalkWarned(job.Store.Name, walk.Id, step.Warning);
        }

        foreach (var kind in step.Findings.GroupBy(finding => finding.Kind))
        {
            log.DriftFound(job.Store.Name, walk.Id, kind.Key, kind.Count(), kind.Count(finding => finding.Healed));
            foreach (var finding in kind)
            {
                metrics.Found(job.Store.Name, finding);
            }
        }

        return true;
    }

    // Renews the lease and asks; where live calls leave no room, waits and does it again. Null where the job is lost.
    private async Task<Asked<T>?> AskAsync<T>(
        Job job,
        Func<Task<RechargeAnswer<T>>> ask,
        CancellationToken cancellationToken
    )
    {
        while (await jobs.RenewAsync(job, cancellationToken) is { } at)
        {
            var answer = await ask();
            if (
                answer
                is not RechargeAnswer<T>.Failed { Failure: { Kind: CallFailureKind.Deferred, RetryAfter: var wait } }
            )
            {
                return new Asked<T>(at, answer);
            }

            await Task.Delay(wait < s_longestPause ? wait.Value : s_longestPause, clock, cancellationToken);
        }

        return null;
    }

    private static JobResult End<T>(RechargeAnswer<T>? answer) =>
        answer is RechargeAnswer<T>.Failed failed ? new JobResult.Failed(failed.Failure) : new JobResult.Fenced();

    /// <summary>An answer, and the database's time before it was asked for.</summary>
    private sealed record Asked<T>(DateTimeOffset At, RechargeAnswer<T> Answer);
}
