using Microsoft.EntityFrameworkCore;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Overview;

/// <summary>
/// Finds the first delivery since a time by halving the ids, which grow with time: no index on the time is needed,
/// which every delivery would have to pay for.
/// </summary>
internal sealed class InboxCursor(IDbContextFactory<SyncDbContext> contexts)
{
    // Deliveries committed side by side may lie in another order than their ids.
    private const int Margin = 1000;

    /// <summary>
    /// The lowest id that may be of this time or later, and the highest of all; the first is above the second where
    /// there is none.
    /// </summary>
    public async Task<(long First, long Last)> SinceAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var low = await context.Deliveries.MinAsync(row => (long?)row.Id, cancellationToken) ?? 1;
        var last = await context.Deliveries.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        var (lowest, high) = (low, last);
        while (high - low > Margin)
        {
            var middle = low + ((high - low) / 2);
            var found = await context
                .Deliveries.Where(row => row.Id >= middle)
                .OrderBy(row => row.Id)
                .Select(row => (DateTimeOffset?)row.ReceivedAt)
                .FirstOrDefaultAsync(cancellationToken);
            (low, high) = found < time ? (middle, high) : (low, middle);
        }

        return (Math.Max(lowest, low - Margin), last);
    }
}
