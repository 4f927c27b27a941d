using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Subscriptions;

/// <summary>What the Worker's subscription monitor last said.</summary>
internal sealed class SubscriptionHealthQuery(IDbContextFactory<SyncDbContext> contexts)
{
    private static readonly SubscriptionHealth s_unmonitored = new("unmonitored", null, null, 0, null);

    /// <summary>Of each store that is monitored.</summary>
    public async Task<Func<string, SubscriptionHealth>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var states = await context
            .ReconciliationJobs.AsNoTracking()
            .Where(job => job.Job == ReconciliationJob.Monitor)
            .ToDictionaryAsync(
                job => job.Store,
                job => new SubscriptionHealth(
                    job.Error is not null ? "failing"
                        : job.CoveredTo is null ? "pending"
                        : "ok",
                    job.CoveredTo,
                    job.DueAt,
                    job.Attempts,
                    job.Error
                ),
                StringComparer.Ordinal,
                cancellationToken
            );
        return store => states.GetValueOrDefault(store, s_unmonitored);
    }
}
