using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Deliveries;

/// <summary>Lists what the inbox holds, newest first, reading so many rows at most.</summary>
internal sealed class DeliveryList(IDbContextFactory<SyncDbContext> contexts, TraceLinks traces)
{
    private static readonly Dictionary<string, DeliveryState[]> s_states = new(StringComparer.Ordinal)
    {
        ["stored"] = [DeliveryState.Received, DeliveryState.Done, DeliveryState.Ignored, DeliveryState.Dead],
        ["received"] = [DeliveryState.Received],
        ["done"] = [DeliveryState.Done],
        ["ignored"] = [DeliveryState.Ignored],
        ["quarantined"] = [DeliveryState.Quarantined],
        ["dead"] = [DeliveryState.Dead],
    };

    /// <summary>A page of deliveries.</summary>
    public async Task<Answer<ListPage<DeliverySummary>>> ListAsync(
        DeliveryQuery query,
        CancellationToken cancellationToken
    )
    {
        if (Paging.Check(new PageRequest(query.Cursor, query.Limit), out var after, out var limit) is { } refusal)
        {
            return refusal;
        }

        var (verdict, store, topic) = (query.Verdict, query.Store, query.Topic);
        if (verdict is not null && !s_states.ContainsKey(verdict))
        {
            return Refusal.BadRequest("verdict is stored, received, done, ignored, quarantined or dead.");
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var isFiltered = verdict is not null || store is not null || topic is not null;
        var indexed = Indexed(context, verdict, after);
        var found = indexed.Take(isFiltered ? Paging.Scan : limit + 1);
        if (verdict is not null)
        {
            var states = s_states[verdict];
            found = found.Where(row => states.Contains(row.State));
        }

        found = store is null ? found : found.Where(row => row.Store == store);
        found = topic is null ? found : found.Where(row => row.Topic == topic);
        var rows = await DeliveryListRow
            .Of(found.OrderByDescending(row => row.Id).Take(limit + 1))
            .ToListAsync(cancellationToken);
        if (rows.Count > limit)
        {
            return new ListPage<DeliverySummary>(
                [.. rows.Take(limit).Select(Summary)],
                new Cursor(rows[limit - 1].Id).ToString()
            );
        }

        var edge = isFiltered
            ? await indexed.Select(row => (long?)row.Id).Skip(Paging.Scan - 1).FirstOrDefaultAsync(cancellationToken)
            : null;
        return new ListPage<DeliverySummary>(
            [.. rows.Select(Summary)],
            edge is { } id ? new Cursor(id).ToString() : null
        );
    }

    /// <summary>One delivery.</summary>
    public async Task<Answer<DeliverySummary>> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return
            await DeliveryListRow
                .Of(context.Deliveries.Where(row => row.Id == id))
                .SingleOrDefaultAsync(cancellationToken)
                is { } row
            ? Summary(row)
            : Refusal.NotFound("No such delivery is stored.");
    }

    // Those that nobody can work on have an index of their own, which takes its states as literals; everything else is
    // read along the primary key.
    private static IQueryable<DeliveryRow> Indexed(SyncDbContext context, string? verdict, Cursor? after)
    {
        var deliveries = verdict is "quarantined" or "dead"
            ? context.Deliveries.Where(row => row.State == DeliveryState.Quarantined || row.State == DeliveryState.Dead)
            : context.Deliveries;
        return (after is null ? deliveries : deliveries.Where(row => row.Id < after.Id)).OrderByDescending(row =>
            row.Id
        );
    }

    private DeliverySummary Summary(DeliveryListRow row)
    {
        var trace = TraceLinks.Id(row.TraceParent);
        return new DeliverySummary
        {
            Id = row.Id,
            Store = row.Store,
            Topic = row.Topic,
            Resource = row.Resource,
            Verdict = row.State == DeliveryState.Quarantined ? "quarantined" : "stored",
            State = ApiNames.Of(row.State),
            Reason = row.Reason,
            Bytes = row.Bytes,
            ReceivedAt = row.ReceivedAt,
            FinishedAt = row.FinishedAt,
            DurationMs = row.DurationMs,
            Sweeps = row.Sweeps,
            TraceId = trace,
            TraceUrl = traces.Link(trace),
        };
    }
}
