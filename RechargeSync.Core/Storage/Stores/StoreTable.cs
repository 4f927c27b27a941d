using Npgsql;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>stores</c>.</summary>
internal sealed class StoreTable(NpgsqlDataSource database) : IDatedTable
{
    private const string Remember =
        "INSERT INTO stores (name, first_started_at) SELECT name, now() FROM unnest(@names) AS name ON CONFLICT DO NOTHING";

    // Whichever worker comes first; a time from the future is one that a clock ahead has told.
    private const string Serve = """
        UPDATE stores SET served_at = now()
        WHERE name = ANY (@names) AND (served_at BETWEEN now() - interval '30 seconds' AND now()) IS NOT TRUE
        """;

    private const string FirstStart = "SELECT first_started_at FROM stores WHERE name = @name";

    private const string Refused = """
        UPDATE stores SET refused_since = now(), refusal_told = false WHERE name = @name AND refused_since IS NULL
        """;

    // A run reaches back to where the refusals began; of short ones the next run by schedule takes care, so that nobody
    // can have one made at will by a single forgery.
    private static readonly string s_accepted = $"""
        WITH known AS (
            SELECT name, refused_since FROM stores WHERE name = @name AND refused_since IS NOT NULL FOR UPDATE),
        settled AS (
            UPDATE stores SET refused_since = NULL, refusal_told = false FROM known WHERE stores.name = known.name),
        asked AS (
            UPDATE reconciliation_jobs SET backfill_from = LEAST(backfill_from, known.refused_since),
                due_at = CASE WHEN lease_owner IS NULL THEN now() ELSE due_at END
            FROM known
            WHERE store = known.name AND job = {ReconciliationJob.Run.Sql()} AND refused_since < now() - @patience)
        SELECT refused_since FROM known WHERE refused_since < now() - @patience
        """;

    private const string TellRefusals = """
        UPDATE stores SET refusal_told = true
        WHERE refused_since < now() - @patience AND NOT refusal_told
        RETURNING name, refused_since
        """;

    private const string ForgetFuture = $"UPDATE stores SET refused_since = now() WHERE refused_since > {Future.Begin}";

    /// <summary>Notes that a worker is there for these stores.</summary>
    public async Task ServeAsync(string[] names, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Serve);
        command.Parameters.Add(new NpgsqlParameter<string[]>("names", names));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes the first start of each store that is not known yet.</summary>
    public async Task RememberAsync(string[] names, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Remember);
        command.Parameters.Add(new NpgsqlParameter<string[]>("names", names));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>When a service first started with the store; null where that is not noted.</summary>
    public async Task<DateTimeOffset?> FirstStartAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FirstStart);
        command.Parameters.Add(new NpgsqlParameter<string>("name", name));
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at) : null;
    }

    /// <summary>Notes that a delivery of a store was refused, and none was accepted since.</summary>
    public async Task RefusedAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Refused);
        command.Parameters.Add(new NpgsqlParameter<string>("name", name));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Notes that a delivery of a store was accepted, and asks for a run where for so long others had been refused.
    /// </summary>
    /// <returns>Since when they were refused; null where it was not for so long.</returns>
    public async Task<DateTimeOffset?> AcceptedAsync(
        string name,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_accepted);
        command.Parameters.Add(new NpgsqlParameter<string>("name", name));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("patience", patience));
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime since ? new DateTimeOffset(since) : null;
    }

    /// <summary>The stores whose deliveries are refused for so long, each once.</summary>
    public async Task<IReadOnlyList<(string Name, DateTimeOffset Since)>> TellRefusalsAsync(
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(TellRefusals);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("patience", patience));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var refused = new List<(string, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new NamedRow(reader);
            refused.Add((row.Value<string>("name"), row.Value<DateTimeOffset>("refused_since")));
        }

        return refused;
    }

    public async Task<int> ForgetFutureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ForgetFuture);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
