using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>What was asked of Postgres, the auditor's own questions left out.</summary>
/// <param name="Statements">Statements that it has run.</param>
/// <param name="Transactions">Transactions that have written.</param>
/// <param name="WalBytes">Bytes of its log.</param>
/// <param name="CpuSeconds">Of all its processes.</param>
internal sealed record PostgresCounters(double Statements, double Transactions, double WalBytes, double CpuSeconds)
{
    private const string Sql = """
        SELECT ARRAY[
            (SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname <> current_user),
            pg_snapshot_xmax(pg_current_snapshot())::text::numeric,
            pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')]::double precision[]
        """;

    public static async Task<PostgresCounters> ReadAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var counters = await rig.Database.ScalarAsync<double[]>(Sql, cancellationToken);
        return new PostgresCounters(counters[0], counters[1], counters[2], ProcessTime.Seconds(rig.Postgres.ProcessId));
    }

    public static PostgresCounters operator -(PostgresCounters left, PostgresCounters right) =>
        new(
            left.Statements - right.Statements,
            left.Transactions - right.Transactions,
            left.WalBytes - right.WalBytes,
            left.CpuSeconds - right.CpuSeconds
        );
}
