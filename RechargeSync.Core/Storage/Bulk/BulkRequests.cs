using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>What an operator asks of the table <c>bulk_jobs</c>; every request is recorded.</summary>
internal sealed class BulkRequests(NpgsqlDataSource database)
{
    // Who asks twice for the same gets the same: a button that was pressed twice, a call whose answer was lost.
    private static readonly string s_start = $"""
        WITH known AS (
            SELECT id FROM bulk_jobs
            WHERE finished_at IS NULL AND store = @store AND act = @act AND kind IS NOT DISTINCT FROM @kind
                AND reason IS NOT DISTINCT FROM @reason AND run_id IS NOT DISTINCT FROM @run
            ORDER BY id LIMIT 1),
        started AS (
            INSERT INTO bulk_jobs (store, act, kind, reason, run_id, actor, note, total)
            SELECT @store, @act, @kind, @reason, @run, @actor, @note, @total WHERE NOT EXISTS (SELECT 1 FROM known)
            RETURNING id, store),
        changed AS (
            SELECT store, 'job/' || id AS resource_key,
                concat_ws(' ', @total, @kind, @reason, 'run/' || @run) AS reason FROM started),
        recorded AS ({AuditLog.Record})
        SELECT id FROM started UNION ALL SELECT id FROM known
        """;

    private static readonly string s_stop = $"""
        WITH stopped AS (
            UPDATE bulk_jobs SET finished_at = now(), stopped_by = @actor, lease_owner = NULL, fence = fence + 1
            WHERE id = @job AND finished_at IS NULL
            RETURNING id, store, done, total),
        changed AS (
            SELECT store, 'job/' || id AS resource_key, done || ' of ' || total AS reason FROM stopped)
        {AuditLog.Record}
        """;

    /// <summary>Asks for a job; returns its id, or that of one that is under way for the same.</summary>
    /// <param name="job">Store, act, kind, reason, run and total count; the rest is the table's.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<long> StartAsync(BulkJobRow job, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_start);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", job.Store);
        parameters.Add("act", (short)job.Act);
        parameters.Optional("kind", NpgsqlDbType.Text, job.Kind);
        parameters.Optional("reason", NpgsqlDbType.Text, job.Reason);
        parameters.Optional("run", NpgsqlDbType.Bigint, job.RunId);
        parameters.Add("total", job.Total);
        parameters.Describe(new OperatorAction(job.Actor, "bulk_" + WordOf(job.Act), job.Note));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The API's word for an act.</summary>
    public static string WordOf(BulkAct act) =>
        act switch
        {
            BulkAct.Replay => "replay",
            BulkAct.Discard => "ignore",
            BulkAct.Place => "place",
            _ => "heal",
        };

    /// <summary>
    /// Ends a job behind the page that is under way; what is done stays. False where it had ended, or there is none.
    /// </summary>
    public async Task<bool> StopAsync(long id, OperatorAction action, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_stop);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("job", id);
        parameters.Describe(action);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
