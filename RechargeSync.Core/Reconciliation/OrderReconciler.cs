using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Http;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Goes through a store's orders page by page, compares them with ours and mends what it can. What a page came to is
/// committed with the next page's address, so a run that was broken off goes on there; a page that is compared twice is
/// harmless.
/// </summary>
internal sealed class OrderReconciler(
    StoreRegistry stores,
    RechargeClient recharge,
    JobTable jobs,
    RunTable runs,
    OrderComparison comparison,
    KnownOrders orders,
    IOptions<ReconciliationOptions> options,
    ReconciliationMetrics metrics,
    TimeProvider clock,
    ILogger<OrderReconciler> log
)
{
    /// <summary>Most orders that one run asks for singly, because the list did not show them.</summary>
    private const int MostLookups = 10;

    /// <summary>Longest pause while no call is free; below the job's lease, which is renewed after it.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    /// <summary>Goes on with the open run, or begins one, until it is done or something is in the way.</summary>
    public async Task<JobResult> RunAsync(Job job, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (await runs.OpenAsync(job, settings.Overlap, settings.InitialLookback, cancellationToken) is not { } run)
        {
            return new JobResult.Fenced();
        }

        using var activity = RechargeSyncTelemetry.Source.StartActivity(
            "reconcile orders",
            ActivityKind.Internal,
            default(ActivityContext)
        );
        activity?.SetTag("sync.store", job.Store);
        log.RunGoesOn(job.Store, run.Id, run.Stage, run.From);
        while (true)
        {
            var (page, end) = await StepAsync(job, run, cancellationToken);
            if (page is null)
            {
                return end!;
            }

            if (!await SaveAsync(job, run, page, cancellationToken))
            {
                return new JobResult.Fenced();
            }

            if (page.SampledId is not null)
            {
                return new JobResult.Done();
            }

            run = run with { Stage = page.Stage, Next = page.Next };
        }
    }

    /// <summary>One step from where the run stands: what is to be saved, or what is in the way.</summary>
    private Task<(RunPage? Page, JobResult? End)> StepAsync(
        Job job,
        OpenRun run,
        CancellationToken cancellationToken
    ) =>
        run.Stage == RunStage.Sample
            ? SampleAsync(job, run, cancellationToken)
            : PageAsync(job, run, cancellationToken);

    private async Task<(RunPage? Page, JobResult? End)> PageAsync(
        Job job,
        OpenRun run,
        CancellationToken cancellationToken
    )
    {
        var store = stores.Get(job.Store);
        var limit = options.Value.PageSize;
        if (RunPlan.NextPage(run, store, limit) is not { } path)
        {
            return (RunPlan.PastLastPage(run), null);
        }

        var asked = await AskAsync(
            job,
            () => recharge.GetOrdersAsync(store, path, limit, CallPriority.Backfill, cancellationToken),
            cancellationToken
        );
        switch (asked)
        {
            case null:
                return (null, new JobResult.Fenced());
            case { Answer: RechargeAnswer<OrderPage>.Failed { Failure: var failure } }:
                // A cursor that Recharge no longer knows: the stage begins again, unless it just did.
                return
                    run.Next is not null
                    && failure.Status is (int)HttpStatusCode.UnprocessableEntity or (int)HttpStatusCode.BadRequest
                    ? (RunPlan.BeginAgain(run), null)
                    : (null, new JobResult.Failed(failure));
            case { At: var at, Answer: RechargeAnswer<OrderPage>.Ok { Value: var page } }:
                var findings = await comparison.CompareAsync(store, run.Stage, page.Orders, at, cancellationToken);
                return (RunPlan.After(run, path, page, findings), null);
            default:
                throw new UnreachableException();
        }
    }

    // The last stage: do those that we placed still exist at Recharge? A few of them each time, in turn.
    private async Task<(RunPage? Page, JobResult? End)> SampleAsync(
        Job job,
        OpenRun run,
        CancellationToken cancellationToken
    )
    {
        var store = stores.Get(job.Store);
        var most = options.Value.SampleSize;
        var ids = most == 0 ? [] : await orders.PlacedAsync(job.Store, job.SampledId, most, cancellationToken);
        var sampledId = ids.Count < most || most == 0 ? 0 : ids[^1];
        if (ids.Count == 0)
        {
            return (RunPlan.AfterSample(run, 0, [], sampledId), null);
        }

        var asked = await AskAsync(
            job,
            () =>
                recharge.GetOrdersAsync(
                    store,
                    OrderList.OfIds(ids, 250),
                    250,
                    CallPriority.Backfill,
                    cancellationToken
                ),
            cancellationToken
        );
        if (asked is not { Answer: RechargeAnswer<OrderPage>.Ok { Value: var page }, At: var at })
        {
            return (null, End(asked?.Answer));
        }

        var findings = await comparison.CompareAsync(store, run.Stage, page.Orders, at, cancellationToken);
        var absent = ids.Except(page.Orders.Select(order => order.Id)).Take(MostLookups).ToList();
        foreach (var id in absent)
        {
            var single = await AskAsync(
                job,
                () => recharge.GetOrderAsync(store, id, CallPriority.Backfill, cancellationToken),
                cancellationToken
            );
            switch (single?.Answer)
            {
                case RechargeAnswer<RechargeOrder>.Failed { Failure.Status: (int)HttpStatusCode.NotFound }:
                    findings.Add(new DriftFinding(id, DriftKind.Extra, DriftDetail.NotFound, Healed: false));
                    break;
                case not RechargeAnswer<RechargeOrder>.Ok:
                    return (null, End(single?.Answer));
            }
        }

        sampledId = absent.Count == MostLookups ? absent[^1] : sampledId;
        return (RunPlan.AfterSample(run, ids.Count, findings, sampledId), null);
    }

    // Findings and progress, and with the last page the end of the run; false where the job is lost.
    private async Task<bool> SaveAsync(Job job, OpenRun run, RunPage page, CancellationToken cancellationToken)
    {
        var wasRead = page.SampledId is null || page.Checked > 0;
        if (wasRead && !await runs.SaveAsync(job, run, page, cancellationToken))
        {
            return false;
        }

        Tell(job, run, page);
        if (page.SampledId is not { } sampledId)
        {
            return true;
        }

        var settings = options.Value;
        var schedule = new RunSchedule(settings.Interval, settings.Overlap, settings.Retention);
        if (await runs.FinishAsync(job, run, sampledId, schedule, cancellationToken) is not { } elapsed)
        {
            return false;
        }

        metrics.Finished(job.Store, elapsed);
        log.RunDone(job.Store, run.Id, elapsed);
        return true;
    }

    private void Tell(Job job, OpenRun run, RunPage page)
    {
        metrics.Checked(job.Store, page.Checked);
        if (page.Warning is not null)
        {
            log.RunWarned(job.Store, run.Id, page.Warning);
        }

        foreach (var kind in page.Findings.GroupBy(finding => finding.Kind))
        {
            log.DriftFound(job.Store, run.Id, kind.Key, kind.Count(), kind.Count(finding => finding.Healed));
            foreach (var finding in kind)
            {
                metrics.Found(job.Store, finding);
            }
        }
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
