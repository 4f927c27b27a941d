using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>stores</c>.</summary>
internal sealed class StoreTable(NpgsqlDataSource database)
{
    private const string Remember =
        "INSERT INTO stores (name, first_started_at) SELECT name, now() FROM unnest(@names) AS name ON CONFLICT DO NOTHING";

    // Whichever worker comes first; a time from the future is one that a clock ahead has told.
    private const string Serve = """
        UPDATE stores SET served_at = now()
        WHERE name = ANY (@names) AND (served_at BETWEEN now() - interval '30 seconds' AND now()) IS NOT TRUE
        """;

    private const string FirstStart = "SELECT first_started_at FROM stores WHERE name = @name";

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
}
