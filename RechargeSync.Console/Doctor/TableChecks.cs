using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Parts;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Doctor;

/// <summary>
/// What slows the tables down over the years: indexes that no read uses, transactions that keep dead rows, and the dead
/// rows themselves. In SQL, as the server's own views are no part of the model.
/// </summary>
internal sealed class TableChecks(IDbContextFactory<SyncDbContext> contexts)
{
    /// <summary>From here on a transaction is told.</summary>
    public static readonly TimeSpan LongTransaction = TimeSpan.FromMinutes(5);

    // Below it nobody would notice.
    private const long FewDeadRows = 50_000;

    /// <summary>Indexes whose build has failed: each write pays for them, and no read takes them.</summary>
    public async Task<CheckResult> IndexesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var names = await context
            .Database.SqlQuery<string>(
                $"""
                SELECT index.relname AS "Value"
                FROM pg_index JOIN pg_class AS index ON index.oid = pg_index.indexrelid
                WHERE NOT pg_index.indisvalid AND index.relnamespace = current_schema()::regnamespace
                    AND NOT EXISTS (
                        SELECT 1 FROM pg_stat_progress_create_index AS build
                        WHERE build.index_relid = pg_index.indexrelid)
                ORDER BY 1
                """
            )
            .ToListAsync(cancellationToken);
        return names.Count == 0
            ? CheckResult.Ok("Every index is valid.")
            : CheckResult.Failed(
                $"Invalid, since its build was broken off: {string.Join(", ", names)}.",
                "Run the Worker with the argument 'migrate': a migration that is pending builds it anew. If none is, "
                    + $"run in psql: REINDEX INDEX CONCURRENTLY {names[0]}"
            );
    }

    /// <summary>Transactions that have been open for long: no row that has died since can be cleaned up.</summary>
    public async Task<CheckResult> TransactionsAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await context
            .Database.SqlQuery<OpenTransaction>(
                $"""
                SELECT 'process ' || pid || ' (' || coalesce(nullif(application_name, ''), 'no name') || ')' AS "Name",
                    extract(epoch FROM now() - xact_start)::double precision AS "Seconds"
                FROM pg_stat_activity
                WHERE xact_start < now() - {age} AND backend_type = 'client backend'
                    AND datname = current_database()
                UNION ALL
                SELECT 'prepared ' || gid, extract(epoch FROM now() - prepared)::double precision
                FROM pg_prepared_xacts
                WHERE prepared < now() - {age} AND database = current_database()
                ORDER BY 2 DESC LIMIT 5
                """
            )
            .ToListAsync(cancellationToken);
        return open.Count == 0
            ? CheckResult.Ok($"No transaction has been open for more than {age.TotalMinutes:0} minutes.")
            : CheckResult.Warning(
                $"Open for more than {age.TotalMinutes:0} minutes: " + string.Join(", ", open.Select(Text)) + ".",
                "While it is open, no dead row can be cleaned up, and the scans for due work slow down. Let it end; or "
                    + "in psql: SELECT pg_terminate_backend(process). Reports and dumps belong on a replica."
            );
    }

    /// <summary>Tables of which a large part is dead: autovacuum does not keep up.</summary>
    public async Task<CheckResult> DeadRowsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tables = await context
            .Database.SqlQuery<DeadRows>(
                $"""
                SELECT relname AS "Table", n_dead_tup AS "Count" FROM pg_stat_user_tables
                WHERE schemaname = current_schema() AND n_dead_tup > greatest({FewDeadRows}, n_live_tup / 5)
                ORDER BY n_dead_tup DESC
                """
            )
            .ToListAsync(cancellationToken);
        return tables.Count == 0
            ? CheckResult.Ok("No table holds many dead rows.")
            : CheckResult.Warning(
                "Dead rows: " + string.Join(", ", tables.Select(t => $"{t.Table} {Display.Count(t.Count)}")) + ".",
                "Look first whether an old transaction keeps them (the check 'transactions', replication slots), and "
                    + $"whether autovacuum is on; then run in psql: VACUUM (ANALYZE) {tables[0].Table}"
            );
    }

    private static string Text(OpenTransaction transaction) =>
        string.Create(CultureInfo.InvariantCulture, $"{transaction.Name} for {transaction.Seconds / 60:0} minutes");

    private sealed record OpenTransaction(string Name, double Seconds);

    private sealed record DeadRows(string Table, long Count);
}
