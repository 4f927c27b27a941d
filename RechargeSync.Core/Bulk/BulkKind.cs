using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.BulkJob>;

namespace RechargeSync.Core.Bulk;

/// <summary>
/// Bulk jobs: each page is a step of the engine, so a job that a worker left behind goes on where it was. Between pages
/// the lease is given back, and any worker may take the next one.
/// </summary>
internal sealed class BulkKind(
    BulkJobTable table,
    IOptions<BulkOptions> options,
    BulkMetrics metrics,
    IHostApplicationLifetime lifetime,
    ILogger<BulkKind> log
) : IWorkKind<BulkJob>
{
    public string Name => "bulk";

    public string SpanName => "act in bulk";

    /// <summary>Never given up: an operator can stop it.</summary>
    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), Age: null);

    public Applied<BulkJob> Apply(BulkJob row, PendingDelivery delivery, DateTimeOffset now) =>
        throw new NotSupportedException("Nothing is delivered to a bulk job.");

    public WorkStep Next(BulkJob row, DateTimeOffset now) =>
        row.IsFinished || row.NextAt > now || lifetime.ApplicationStopping.IsCancellationRequested
            ? WorkStep.None
            : WorkStep.ActInBulk;

    public BulkJob Begin(BulkJob row, WorkStep step) => row;

    public Settlement Settle(BulkJob row) => new(WorkState.Waiting, row.NextAt);

    public async Task<Result> RunAsync(
        BulkJob row,
        PendingDelivery? payload,
        WorkStep step,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var facts = row.Facts;
        if (BulkPlan.IsThrough(facts))
        {
            return new Result.Reached(row with { IsFinished = true });
        }

        var load =
            facts.Act == BulkAct.Discard
                ? BulkPlan.Unloaded
                : await table.LoadAsync(facts, options.Value.Window, cancellationToken);
        if (BulkPlan.Next(facts, load, options.Value) is not { } page)
        {
            return new Result.Reached(BulkPlan.Put(row, lease.Now));
        }

        // Without an answer another worker has the job, or it was stopped: the save that follows finds that out.
        if (await table.DoAsync(row, page, cancellationToken) is not { } came)
        {
            return new Result.Reached(BulkPlan.Put(row, lease.Now));
        }

        metrics.Changed(facts.Store, facts.Act, came.Done - facts.Done);
        var after = BulkPlan.After(row, came);
        if (after.IsFinished)
        {
            log.Done(facts.Id, facts.Store, facts.Act, came.Done, came.Total);
        }

        return new Result.Reached(after);
    }
}
