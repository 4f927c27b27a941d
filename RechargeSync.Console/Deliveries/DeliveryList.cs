using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>Lists what the inbox holds, newest first, looking at so many rows at most.</summary>
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

    // Those that nobody can work on have an index of their own; everything else is walked along the primary key.
    private static readonly string[] s_refused = ["quarantined", "dead"];

    /// <summary>The words that a filter may have.</summary>
    public static bool IsVerdict(string? word) => word is null || s_states.ContainsKey(word);

    /// <summary>A page of deliveries.</summary>
    public async Task<ListPage<DeliverySummary>> ListAsync(
        string? verdict,
        string? store,
        string? topic,
        Cursor? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var walked = s_refused.Contains(verdict, StringComparer.Ordinal) ? "i.state in (3, 4)" : "true";
        var isFiltered = verdict is not null || store is not null || topic is not null;
        var scan = isFiltered ? Paging.Scan : limit + 1;
        await using var command = database.CreateCommand(
            $"""
            SELECT {DeliveryRow.Columns} FROM (
                SELECT * FROM inbox AS i WHERE {walked} AND (@after::bigint IS NULL OR i.id < @after) ORDER BY i.id DESC LIMIT @scan) AS i
            WHERE (@states::smallint[] IS NULL OR i.state = ANY (@states)) AND (@store::text IS NULL OR i.store = @store) AND (@topic::text IS NULL OR i.topic = @topic)
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
        var rows = await command.ReadAsync(DeliveryRow.Read, cancellationToken);
        if (rows.Count > limit)
        {
            return new ListPage<DeliverySummary>(
                [.. rows.Take(limit).Select(Summary)],
                new Cursor(rows[limit - 1].Id).ToString()
            );
        }

        var edge = isFiltered ? await EdgeAsync(walked, after, cancellationToken) : null;
        return new ListPage<DeliverySummary>(
            [.. rows.Select(Summary)],
            edge is { } id ? new Cursor(id).ToString() : null
        );
    }

    /// <summary>One delivery; null where there is none.</summary>
    public async Task<DeliverySummary?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT {DeliveryRow.Columns} FROM inbox AS i WHERE i.id = @id"
        );
        command.Values().Add("id", id);
        return (await command.ReadAsync(DeliveryRow.Read, cancellationToken)) is [var row] ? Summary(row) : null;
    }

    private async Task<long?> EdgeAsync(string walked, Cursor? after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT i.id FROM inbox AS i WHERE {walked} AND (@after::bigint IS NULL OR i.id < @after) ORDER BY i.id DESC OFFSET @scan - 1 LIMIT 1"
        );
        command.Values().Optional("after", NpgsqlDbType.Bigint, after?.Id);
        command.Values().Add("scan", Paging.Scan);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private DeliverySummary Summary(DeliveryRow row)
    {
        var trace = TraceLinks.Id(row.TraceParent);
        return new DeliverySummary(
            row.Id,
            row.Store,
            row.Topic,
            row.Resource,
            row.State == InboxState.Quarantined ? "quarantined" : "stored",
            Words.Of(row.State),
            row.Reason,
            row.Bytes,
            row.ReceivedAt,
            row.FinishedAt,
            row.DurationMs,
            row.Sweeps,
            trace,
            traces.Link(trace)
        );
    }
}
