using Npgsql;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>One test's own database.</summary>
internal sealed class TestDatabase(string connectionString) : IAsyncDisposable
{
    public string ConnectionString => connectionString;

    public NpgsqlDataSource Source { get; } =
        NpgsqlDataSource.Create(
            connectionString + ";Maximum Pool Size=20;Max Auto Prepare=50;Auto Prepare Min Usages=2"
        );

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Rows as texts, columns parted by a blank.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join(' ', values.Select(value => value is DBNull ? "-" : value)));
        }

        return rows;
    }

    /// <summary>Ends every connection to it, as a restart of the server does; returns how many there were.</summary>
    public async Task<long> KillConnectionsAsync()
    {
        await using var other = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var kill = other.CreateCommand(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """
        );
        return (long)(await kill.ExecuteScalarAsync())!;
    }

    /// <summary>Puts a delivery into the inbox, past the ingress; returns its id.</summary>
    public async Task<long> DeliverAsync(WorkKey key, byte[]? body = null, string topic = "order/created")
    {
        body ??= new OrderBuilder().WithId(key.OrderId).Body();
        await using var command = Source.CreateCommand(
            "INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state) VALUES ($1, $2, $3, $4, $5, 0) RETURNING id"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Store });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Resource.ToString() });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = InboxWriter.DedupeKey(topic, body) });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = body });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
