using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;
using BulkJob = RechargeSync.Console.Client.BulkJob;

namespace RechargeSync.Console.Bulk;

/// <summary>Bulk jobs and how far they have come, newest first.</summary>
internal sealed class BulkList(IDbContextFactory<SyncDbContext> contexts)
{
    /// <summary>A page of jobs.</summary>
    public async Task<Answer<ListPage<BulkJob>>> ListAsync(
        string? store,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        if (Paging.Check(page, out var after, out var limit) is { } refusal)
        {
            return refusal;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = context.BulkJobs.AsNoTracking();
        found = after is null ? found : found.Where(job => job.Id < after.Id);
        found = store is null ? found : found.Where(job => job.Store == store);
        var jobs = await found
            .OrderByDescending(job => job.Id)
            .Take(limit + 1)
            .Select(job => Job(job))
            .ToListAsync(cancellationToken);
        return Paging.Page(jobs, limit, job => new Cursor(job.Id));
    }

    /// <summary>One job.</summary>
    public async Task<Answer<BulkJob>> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return
            await context.BulkJobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancellationToken)
                is { } row
            ? Job(row)
            : Refusal.NotFound("No such job is on record.");
    }

    private static BulkJob Job(BulkJobRow row) =>
        new()
        {
            Id = row.Id,
            Store = row.Store,
            Action = BulkRequests.WordOf(row.Act),
            Kind = row.Kind,
            Reason = row.Reason,
            RunId = row.RunId,
            State =
                row.StoppedBy is not null ? "stopped"
                : row.FinishedAt is not null ? "done"
                : row.Error is not null ? "stalled"
                : row.StartedAt is not null ? "running"
                : "waiting",
            Total = row.Total,
            Done = row.Done,
            Actor = row.Actor,
            Note = row.Note,
            CreatedAt = row.CreatedAt,
            StartedAt = row.StartedAt,
            FinishedAt = row.FinishedAt,
            StoppedBy = row.StoppedBy,
            Error = row.Error,
        };
}
