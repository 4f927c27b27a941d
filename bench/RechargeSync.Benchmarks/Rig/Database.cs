using System.Runtime.CompilerServices;
using Npgsql;

namespace RechargeSync.Benchmarks.Rig;

/// <summary>A contestant's database, as the auditor sees it.</summary>
internal sealed class Database(NpgsqlDataSource source) : IAsyncDisposable
{
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async IAsyncEnumerable<NpgsqlDataReader> QueryAsync(
        string sql,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return reader;
        }
    }

    /// <summary>Empties every table but the migrations' own, and puts a fresh checkpoint behind what follows.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            """
            DO $$ DECLARE names text; BEGIN
                SELECT string_agg(quote_ident(tablename), ', ') INTO names FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\_\_%';
                EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY';
            END $$
            """,
            cancellationToken
        );
        await ExecuteAsync("CHECKPOINT", cancellationToken);
    }

    /// <summary>What autovacuum does within a minute: a run should not depend on when. Then a checkpoint.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("VACUUM ANALYZE", cancellationToken);
        await ExecuteAsync("CHECKPOINT", cancellationToken);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
