using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Walks, their progress and their findings, each write under the job's fencing token.</summary>
internal sealed class WalkTable(NpgsqlDataSource database, WorkerName worker)
{
    // The walk that is under way, or a new one. A new one begins where the last one began, an overlap earlier; a gap
    // that somebody noted may lie further back still.
    private const string Open = """
        WITH job AS (SELECT covered_to, backfill_from FROM reconciliation_jobs WHERE store = @store AND job = @job AND fence = @fence FOR UPDATE),
        opened AS (
            INSERT INTO reconciliation_runs (store, worker, started_at, cause, from_at, stage)
            SELECT @store, @worker, now(),
                CASE WHEN backfill_from IS NOT NULL THEN @backfill WHEN covered_to IS NULL THEN @first ELSE @schedule END,
                LEAST(coalesce(covered_to - @overlap, now() - @lookback), backfill_from - @overlap), 0
            FROM job WHERE NOT EXISTS (SELECT 1 FROM reconciliation_runs WHERE store = @store AND finished_at IS NULL)
            RETURNING id, started_at, from_at, stage, next),
        taken AS (
            UPDATE reconciliation_jobs SET backfill_from = NULL
            WHERE store = @store AND job = @job AND fence = @fence AND EXISTS (SELECT 1 FROM opened))
        SELECT * FROM opened
        UNION ALL
        SELECT id, started_at, from_at, stage, next FROM reconciliation_runs
        WHERE store = @store AND finished_at IS NULL AND EXISTS (SELECT 1 FROM job)
        """;

    private const string Progress = """
        WITH job AS (UPDATE reconciliation_jobs SET attempts = 0, error = NULL WHERE store = @store AND job = @job AND fence = @fence RETURNING store),
        run AS (
            UPDATE reconciliation_runs SET stage = @stage, next = @next, pages = pages + 1, checked = checked + @checked,
                missing = missing + @missing, extra = extra + @extra, different = different + @different, healed = healed + @healed,
                again = again OR @again, worker = @worker, warning = coalesce(warning, @warning), error = NULL
            FROM job WHERE id = @run),
        found AS (
            INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed)
            SELECT @run, job.store, f.* FROM job, unnest(@orders, @kinds, @details, @heals) AS f (order_id, kind, detail, healed))
        SELECT EXISTS (SELECT 1 FROM job)
        """;

    // Where the same stretch has to be walked again, that is noted as a gap from its own begin.
    private const string Finish = """
        WITH run AS (
            UPDATE reconciliation_runs SET finished_at = now(), next = NULL, error = NULL
            FROM reconciliation_jobs WHERE id = @run AND finished_at IS NULL
                AND reconciliation_jobs.store = @store AND job = @job AND fence = @fence
            RETURNING started_at, from_at, again),
        job AS (
            UPDATE reconciliation_jobs SET lease_owner = NULL, attempts = 0, error = NULL, covered_to = run.started_at, sampled_id = @sampled,
                due_at = CASE WHEN backfill_from IS NULL THEN now() + @interval ELSE now() END,
                backfill_from = LEAST(backfill_from, CASE WHEN run.again THEN run.from_at + @overlap END)
            FROM run WHERE store = @store AND job = @job AND fence = @fence),
        old AS (DELETE FROM reconciliation_runs WHERE store = @store AND finished_at < now() - @retention AND EXISTS (SELECT 1 FROM run))
        SELECT extract(epoch FROM now() - started_at)::double precision FROM run
        """;

    /// <summary>Opens the walk; null where another worker has taken the job over.</summary>
    public async Task<Walk?> OpenAsync(
        Job job,
        TimeSpan overlap,
        TimeSpan lookback,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(Open, job);
        command.Parameters.Add(new NpgsqlParameter<string>("worker", worker.Value));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("overlap", overlap));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("lookback", lookback));
        command.Parameters.Add(new NpgsqlParameter<short>("first", (short)WalkCause.First));
        command.Parameters.Add(new NpgsqlParameter<short>("schedule", (short)WalkCause.Schedule));
        command.Parameters.Add(new NpgsqlParameter<short>("backfill", (short)WalkCause.Backfill));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new RowReader(reader);
        return new Walk(
            row.Value<long>(),
            row.Value<DateTimeOffset>(),
            row.Value<DateTimeOffset>(),
            (WalkStage)row.Value<short>(),
            row.Optional<string>()
        );
    }

    /// <summary>
    /// Saves what a page came to, findings and place in one commit; false where another worker has taken the job over.
    /// </summary>
    public async Task<bool> SaveAsync(Job job, Walk walk, WalkStep step, CancellationToken cancellationToken)
    {
        await using var command = Command(Progress, job);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("run", walk.Id);
        parameters.Add("worker", worker.Value);
        parameters.Add("stage", (short)step.Stage);
        parameters.Optional("next", NpgsqlDbType.Text, step.Next);
        parameters.Add("checked", step.Checked);
        parameters.Add("missing", Count(DriftKind.Missing));
        parameters.Add("extra", Count(DriftKind.Extra));
        parameters.Add("different", Count(DriftKind.Different));
        parameters.Add("healed", step.Findings.Count(finding => finding.Healed));
        parameters.Add("again", step.Again);
        parameters.Optional("warning", NpgsqlDbType.Text, step.Warning);
        parameters.Add("orders", step.Findings.Select(finding => finding.OrderId).ToArray());
        parameters.Add("kinds", step.Findings.Select(finding => (short)finding.Kind).ToArray());
        parameters.Add("details", step.Findings.Select(finding => finding.Detail).ToArray());
        parameters.Add("heals", step.Findings.Select(finding => finding.Healed).ToArray());
        return await command.ExecuteScalarAsync(cancellationToken) is true;

        int Count(DriftKind kind) => step.Findings.Count(finding => finding.Kind == kind);
    }

    /// <summary>Ends the walk; how long it took, or null where another worker has taken the job over.</summary>
    /// <param name="job">The job.</param>
    /// <param name="walk">The walk.</param>
    /// <param name="sampledId">The last order that was looked up.</param>
    /// <param name="options">Interval, overlap and retention.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    public async Task<TimeSpan?> FinishAsync(
        Job job,
        Walk walk,
        long sampledId,
        ReconciliationOptions options,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(Finish, job);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("run", walk.Id);
        parameters.Add("sampled", sampledId);
        parameters.Add("interval", options.Interval);
        parameters.Add("overlap", options.Overlap);
        parameters.Add("retention", options.Retention);
        return await command.ExecuteScalarAsync(cancellationToken) is double seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    private NpgsqlCommand Command(string sql, Job job)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string>("store", job.Store.Name));
        command.Parameters.Add(new NpgsqlParameter<short>("job", (short)job.Kind));
        command.Parameters.Add(new NpgsqlParameter<long>("fence", job.Fence));
        return command;
    }
}
