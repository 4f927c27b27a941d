using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.DeadLetters;

/// <summary>Dead letters by store, kind and reason, the largest group first.</summary>
internal sealed class DeadLetterGroups(IDbContextFactory<SyncDbContext> contexts)
{
    private const int Most = 1000;

    public async Task<ListPage<DeadLetterGroup>> ListAsync(string? store, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var groups = await DeadLetterRow
            .All(context)
            .Where(letter => store == null || letter.Store == store)
            .GroupBy(letter => new
            {
                letter.Store,
                letter.Kind,
                letter.Reason,
            })
            .OrderByDescending(group => group.LongCount())
            .ThenBy(group => group.Key.Store)
            .ThenBy(group => group.Key.Kind)
            .ThenBy(group => group.Key.Reason)
            .Take(Most)
            .Select(group => new DeadLetterGroup(
                group.Key.Store,
                group.Key.Kind,
                group.Key.Reason,
                group.LongCount(),
                group.Min(letter => letter.FinishedAt),
                group.Max(letter => letter.FinishedAt)
            ))
            .ToListAsync(cancellationToken);
        return new ListPage<DeadLetterGroup>(groups, null);
    }
}
