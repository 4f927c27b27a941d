using Microsoft.EntityFrameworkCore;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Deliveries;

/// <summary>Which stores' deliveries are refused for their signature, with none accepted.</summary>
internal sealed class RefusedDeliveriesQuery(IDbContextFactory<SyncDbContext> contexts)
{
    /// <summary>Since when, by store.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset?>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context
            .Stores.AsNoTracking()
            .Where(store => store.RefusedSince != null)
            .ToDictionaryAsync(
                store => store.Name,
                store => store.RefusedSince,
                StringComparer.Ordinal,
                cancellationToken
            );
    }
}
