using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Deliveries;

/// <summary>Lists what the inbox holds, newest first, reading so many rows at most.</summary>
internal sealed class DeliveryList(NpgsqlDataSource database, TraceLinks traces)
{
    private static readonly Dictionary<string, short[]> s_states = new(StringComparer.Ordinal)
    {
        ["stored"] = [0, 1, 2, 4],
        ["received"] = [0],
        ["done"] = [1],
        ["ignored"] = [2],
        ["quarantined"] = [3],
        ["dead"] = [4],
    };

    // Those that nobody can work on have an index of their own; everything else is read along the primary key.
    private static readonly string[] s_refused = ["quarantined", "dead"];

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

        var indexed = s_refused.Contains(verdict, StringComparer.Ordinal) ? "i.state in (3, 4)" : "true";
        var isFiltered = verdict is not null || store is not null || topic is not null;
        var scan = isFiltered ? Paging.Scan : limit + 1;
        await using var command = database.CreateCommand(
            $"""
            SELECT {DeliveryListRow.Columns} FROM (
                SELECT * FROM inbox AS i WHERE {indexed} AND (@after::bigint IS NULL OR i.id < @after)
                    ORDER BY i.id DESC LIMIT @scan) AS i
            WHERE (@states::smallint[] IS NULL OR i.state = ANY (@states))
                AND (@store::text IS NULL OR i.store = @store) AND (@topic::text IS NULL OR i.topic = @topic)
            ORDER BY i.id DESC LIMIT @limit
            """
        );
        var values = command.Values();
        values.Optional("after", NpgsqlDbType.Bigint, after?.Id);
        values.Optional(
            "states",
            NpgsqlDbType.Array | NpgsqlDbType.Smallint,
            verdict is null ? null : s_states[verdict]
        );
        values.Optional("store", NpgsqlDbType.Text, store);
        values.Optional("topic", NpgsqlDbType.Text, topic);
        values.Add("scan", scan);
        values.Add("limit", limit + 1);
        var rows = await command.ReadAsync(DeliveryListRow.Read, cancellationToken);
        if (rows.Count > limit)
        {
            return new ListPage<DeliverySummary>(
                [.. rows.Take(limit).Select(Summary)],
                new Cursor(rows[limit - 1].Id).ToString()
            );
        }

        var edge = isFiltered ? await EdgeAsync(indexed, after, cancellationToken) : null;
        return new ListPage<DeliverySummary>(
            [.. rows.Select(Summary)],
            edge is { } id ? new Cursor(id).ToString() : null
        );
    }

    /// <summary>One delivery.</summary>
    public async Task<Answer<DeliverySummary>> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT {DeliveryListRow.Columns} FROM inbox AS i WHERE i.id = @id"
        );
        command.Values().Add("id", id);
        return (await command.ReadAsync(DeliveryListRow.Read, cancellationToken)) is [var row]
            ? Summary(row)
            : Refusal.NotFound("No such delivery is stored.");
    }

    private async Task<long?> EdgeAsync(string indexed, Cursor? after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT i.id FROM inbox AS i WHERE {indexed} AND (@after::bigint IS NULL OR i.id < @after) ORDER "
                + "BY i.id DESC OFFSET @scan - 1 LIMIT 1"
        );
        command.Values().Optional("after", NpgsqlDbType.Bigint, after?.Id);
        command.Values().Add("scan", Paging.Scan);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
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
