using System.Data;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>What a beat has told.</summary>
/// <param name="Number">How far the database has come.</param>
/// <param name="IsFound">True where this beat has found that commits were lost.</param>
/// <param name="RestoredAt">When commits were last lost, as far as it is known; null where none ever were.</param>
/// <param name="RestoredTo">What was committed after this time may be lost; null where that is not known.</param>
internal sealed record LineageBeat(long Number, bool IsFound, DateTimeOffset? RestoredAt, DateTimeOffset? RestoredTo);

/// <summary>Table <c>lineage</c>.</summary>
internal sealed class LineageTable(NpgsqlDataSource database)
{
    // A walk goes back a little further than what may be lost: the last beat was some seconds before.
    private static readonly string s_walk = $"""
        UPDATE reconciliation_jobs SET due_at = CASE WHEN lease_owner IS NULL THEN now() ELSE due_at END,
            backfill_from = LEAST(backfill_from, lost.restored_to - interval '5 minutes')
        FROM lost
        WHERE job = {ReconciliationJob.Run.Sql()}
        """;

    private const string IsLost =
        "(l.system, l.timeline) IS DISTINCT FROM (EXCLUDED.system, EXCLUDED.timeline) OR l.beat < @known";

    // In one statement: whoever finds it has the walks begun, too.
    private static readonly string s_beat = $"""
        WITH here AS (
            SELECT system_identifier::text AS system, left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) AS timeline
            FROM pg_control_system()),
        beaten AS (
            INSERT INTO lineage AS l (id, system, timeline, beat, beaten_at, restored_at, confirmed)
            SELECT {LineageRow.Only}, system, timeline, @known + 1, now(), CASE WHEN @known > 0 THEN now() END, false
            FROM here
            ON CONFLICT (id) DO UPDATE SET
                system = EXCLUDED.system, timeline = EXCLUDED.timeline, beat = greatest(l.beat, @known) + 1,
                beaten_at = now(),
                restored_at = CASE WHEN {IsLost} THEN now() ELSE l.restored_at END,
                restored_to = CASE WHEN {IsLost} THEN l.beaten_at ELSE l.restored_to END,
                confirmed = l.confirmed AND NOT ({IsLost})
            RETURNING beat, restored_at IS NOT DISTINCT FROM now() AS found, restored_at, restored_to),
        lost AS (SELECT restored_to FROM beaten WHERE found AND restored_to IS NOT NULL),
        walks AS ({s_walk})
        SELECT * FROM beaten
        """;

    private static readonly string s_restored = $"""
        WITH here AS (
            SELECT system_identifier::text AS system, left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) AS timeline
            FROM pg_control_system()),
        told AS (
            INSERT INTO lineage AS l
                (id, system, timeline, beat, beaten_at, restored_at, restored_to, confirmed)
            SELECT {LineageRow.Only}, system, timeline, 1, now(), now(), @to, true FROM here
            ON CONFLICT (id) DO UPDATE SET restored_at = now(), restored_to = @to, confirmed = true
            RETURNING restored_to),
        lost AS (SELECT restored_to FROM told),
        walks AS ({s_walk} RETURNING reconciliation_jobs.store),
        changed AS (
            SELECT '' AS store, 'database' AS resource_key, NULL::text AS reason
            UNION ALL SELECT store, 'store', NULL FROM walks),
        recorded AS ({AuditLog.Record})
        SELECT store FROM walks ORDER BY store
        """;

    /// <summary>Tells that the database is alive, and finds out whether it has lost commits.</summary>
    /// <param name="known">How far it had come for certain, as somebody else remembers it; 0 where nobody does.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task<LineageBeat> BeatAsync(long known, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_beat);
        new ParameterList(command.Parameters).Add("known", known);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new LineageBeat(
            reader.GetInt64("beat"),
            reader.GetBoolean("found"),
            Time(reader, "restored_at"),
            Time(reader, "restored_to")
        );
    }

    /// <summary>
    /// Notes that the database was restored, or has lost commits: every order from before now is looked up before it is
    /// created, and each store's orders are walked from that time on.
    /// </summary>
    /// <param name="to">What was committed after this time is lost.</param>
    /// <param name="action">Who says so, and why.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>The stores that are walked.</returns>
    public async Task<IReadOnlyList<string>> RestoredAsync(
        DateTimeOffset to,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_restored);
        var parameters = new ParameterList(command.Parameters);
        parameters.Optional("to", NpgsqlDbType.TimestampTz, to.ToUniversalTime());
        parameters.Describe(action);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stores = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stores.Add(reader.GetString("store"));
        }

        return stores;
    }

    private static DateTimeOffset? Time(NpgsqlDataReader reader, string name) =>
        reader.IsDBNull(name) ? null : reader.GetFieldValue<DateTimeOffset>(name);
}
