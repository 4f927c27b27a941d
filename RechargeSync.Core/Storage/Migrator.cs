using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>Brings the database's schema up to date. Safe when two run at once: the second waits and finds nothing to do.</summary>
internal sealed class Migrator(SyncDbContext database, NpgsqlDataSource source)
{
    private const long LockKey = 0x5265636861726765;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // EF's own lock lives in its history table, which the first two runs would race to create.
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock(@key)", connection)
        {
            CommandTimeout = 0,
            Parameters = { new NpgsqlParameter<long>("key", LockKey) },
        };
        await take.ExecuteNonQueryAsync(cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
        await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock(@key)", connection)
        {
            Parameters = { new NpgsqlParameter<long>("key", LockKey) },
        };
        await release.ExecuteNonQueryAsync(cancellationToken);
    }
}
