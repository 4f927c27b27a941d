using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Audit;

/// <summary>The audit trail, newest first.</summary>
internal sealed class AuditList(IDbContextFactory<SyncDbContext> contexts)
{
    public async Task<Answer<ListPage<AuditEntry>>> ListAsync(
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
        IQueryable<AuditEntryRow> found = context.AuditLog;
        found = after is null ? found : found.Where(row => row.Id < after.Id);
        found = store is null ? found : found.Where(row => row.Store == store);
        var entries = await found
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new AuditEntry
            {
                Id = row.Id,
                At = row.RecordedAt,
                Actor = row.Actor,
                Action = row.Action,
                Store = row.Store,
                Resource = row.ResourceKey,
                Reason = row.Reason,
                Note = row.Note,
            })
            .ToListAsync(cancellationToken);
        return Paging.Page(entries, limit, entry => new Cursor(entry.Id));
    }
}
