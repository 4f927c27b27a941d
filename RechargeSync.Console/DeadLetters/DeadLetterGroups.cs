using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.DeadLetters;

/// <summary>Dead letters by store, kind and reason, the largest group first.</summary>
internal sealed class DeadLetterGroups(IDbContextFactory<SyncDbContext> contexts, TimeProvider clock)
{
    private const int MostGroups = 1000;

    /// <summary>Dead letters of each kind that <see cref="RecentAsync"/> counts, at most.</summary>
    private const int MostCounted = 10_000;

    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<DeadLetterGroup>>? _recent;
    private long _taken;

    /// <summary>All of them, of all stores or of one: for whoever looks through them.</summary>
    public async Task<ListPage<DeadLetterGroup>> ListAsync(string? store, CancellationToken cancellationToken) =>
        new(await ReadAsync(store, most: null, cancellationToken), null);

    /// <summary>
    /// What they were some seconds ago at most, counted as far as 10,000 of each kind: for what is shown again and
    /// again, to whoever looks.
    /// </summary>
    public Task<IReadOnlyList<DeadLetterGroup>> RecentAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_recent is null or { IsFaulted: true } or { IsCanceled: true } || IsOld)
            {
                _recent = ReadAsync(store: null, MostCounted, CancellationToken.None);
                _taken = clock.GetTimestamp();
            }

            return _recent.WaitAsync(cancellationToken);
        }
    }

    private bool IsOld => _recent!.IsCompleted && clock.GetElapsedTime(_taken) >= s_fresh;

    private async Task<IReadOnlyList<DeadLetterGroup>> ReadAsync(
        string? store,
        int? most,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await DeadLetterRow
            .All(context, most)
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
            .Take(MostGroups)
            .Select(group => new DeadLetterGroup(
                group.Key.Store,
                group.Key.Kind,
                group.Key.Reason,
                group.LongCount(),
                group.Min(letter => letter.FinishedAt),
                group.Max(letter => letter.FinishedAt)
            ))
            .ToListAsync(cancellationToken);
    }
}
