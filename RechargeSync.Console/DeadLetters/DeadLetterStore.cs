using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Payloads;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.DeadLetters;

/// <summary>Reads dead letters with what was tried and done about them.</summary>
internal sealed class DeadLetterStore(IDbContextFactory<SyncDbContext> contexts, Onlooker onlooker)
{
    // No store's name holds it.
    private const char CursorMark = ':';

    private const int MostEvents = 50;

    /// <summary>Lists dead letters in the order of store and id.</summary>
    public async Task<ListPage<DeadLetter>> ListAsync(
        DeadLetterQuery query,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var letters = DeadLetterRow.All(context);
        letters = query.Store is null ? letters : letters.Where(letter => letter.Store == query.Store);
        letters = query.Kind is null ? letters : letters.Where(letter => letter.Kind == query.Kind);
        letters = query.Reason is null ? letters : letters.Where(letter => letter.Reason == query.Reason);
        if (query.Cursor?.Split(CursorMark, 2) is [var store, .. var rest])
        {
            var id = rest is [var after] ? after : store;
            letters = letters.Where(letter =>
                EF.Functions.GreaterThan(ValueTuple.Create(letter.Store, letter.Id), ValueTuple.Create(store, id))
            );
        }

        var found = await letters
            .OrderBy(letter => letter.Store)
            .ThenBy(letter => letter.Id)
            .Take(limit + 1)
            .Select(letter => letter.ToDeadLetter())
            .ToListAsync(cancellationToken);
        return found.Count > limit
            ? new ListPage<DeadLetter>(found[..limit], $"{found[limit - 1].Store}{CursorMark}{found[limit - 1].Id}")
            : new ListPage<DeadLetter>(found, null);
    }

    /// <summary>
    /// One dead letter with its failed attempts and the actions of operators; null where there is none.
    /// </summary>
    public async Task<DeadLetterDetail?> FindAsync(string store, string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var letter = await DeadLetterRow
            .All(context)
            .FirstOrDefaultAsync(letter => letter.Store == store && letter.Id == id, cancellationToken);
        if (letter is null)
        {
            return null;
        }

        var attempts = await context
            .FailedAttempts.AsNoTracking()
            .Where(row => row.Store == store && row.ResourceKey == id)
            .OrderByDescending(row => row.Id)
            .Take(MostEvents)
            .ToListAsync(cancellationToken);
        var actions = await context
            .AuditLog.Where(row => row.Store == store && row.ResourceKey == id)
            .OrderByDescending(row => row.Id)
            .Take(MostEvents)
            .Select(row => new DeadLetterAction(row.RecordedAt, row.Actor, row.Action, row.Note))
            .ToListAsync(cancellationToken);
        return new DeadLetterDetail(letter.ToDeadLetter(), [.. attempts.Select(Attempt)], actions);
    }

    /// <summary>How many dead letters of the store the filter lets through.</summary>
    public async Task<int> CountAsync(DeadLetterSelection filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var letters = DeadLetterRow.All(context).Where(letter => letter.Store == filter.Store);
        letters = filter.Reason is null ? letters : letters.Where(letter => letter.Reason == filter.Reason);
        letters = filter.Kind is null ? letters : letters.Where(letter => letter.Kind == filter.Kind);
        return await letters.CountAsync(cancellationToken);
    }

    private FailedAttempt Attempt(FailedAttemptRow row) =>
        new()
        {
            At = row.FailedAt,
            Step = ApiNames.Of(row.Step),
            Reason = row.Reason,
            Status = row.Status,
            Detail = PersonalDataMask.MaskText(row.Detail, onlooker.IsOperator),
            RequestId = row.RequestId,
            TraceParent = row.TraceParent,
        };
}
