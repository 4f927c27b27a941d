using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Parts;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Overview;

/// <summary>Finds stores of which deliveries wait while no worker is there for them.</summary>
internal sealed class UnservedStores(IDbContextFactory<SyncDbContext> contexts, TimeProvider clock)
{
    private const int Most = 10_000;

    /// <summary>A worker says every half minute that it is there.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromMinutes(2);

    /// <summary>Configured here or not: of the oldest 10,000 deliveries that wait.</summary>
    public async Task<IReadOnlyList<UnservedStore>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var served = clock.GetUtcNow() - s_silence;
        return await context
            .Deliveries.Where(row => row.FinishedAt == null)
            .OrderBy(row => row.EnqueuedAt)
            .Take(Most)
            .GroupBy(row => row.Store)
            .Where(group => !context.Stores.Any(store => store.Name == group.Key && store.ServedAt > served))
            .OrderBy(group => group.Key)
            .Select(group => new UnservedStore(group.Key, group.LongCount()))
            .ToListAsync(cancellationToken);
    }
}

/// <summary>A store that no worker serves.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Waiting">Deliveries that wait; the count ends at 10,000.</param>
internal sealed record UnservedStore(string Store, long Waiting)
{
    /// <summary>What is the matter.</summary>
    public string Problem =>
        $"{Display.Plural(Waiting, "delivery", "deliveries")} of {Store} {(Waiting == 1 ? "waits" : "wait")}, "
        + "and no Worker serves that store.";

    /// <summary>What to do.</summary>
    public string Advice => $"Add Stores:{Store} to the Worker's configuration, or start a Worker.";
}
