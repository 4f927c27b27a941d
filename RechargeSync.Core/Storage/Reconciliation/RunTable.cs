using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>An open run and how far it has come; see <see cref="ReconciliationRunRow"/>.</summary>
internal sealed record OpenRun(long Id, DateTimeOffset StartedAt, DateTimeOffset From, RunStage Stage, string? Next);

/// <summary>What one page came to, and where the run goes on.</summary>
internal sealed record RunPage
{
    /// <summary>Where to go on.</summary>
    public required RunStage Stage { get; init; }

    /// <summary>With which page; null for the stage's first.</summary>
    public string? Next { get; init; }

    /// <summary>Orders that were compared.</summary>
    public int Checked { get; init; }

    /// <summary>What was different.</summary>
    public IReadOnlyList<DriftFinding> Findings { get; init; } = [];

    /// <summary>True where the same period has to be compared again.</summary>
    public bool Again { get; init; }

    /// <summary>What an operator should know.</summary>
    public string? Warning { get; init; }

    /// <summary>The last order that was looked up, where this page is the last one; else null.</summary>
    public long? SampledId { get; init; }
}

/// <summary>One difference; see <see cref="ReconciliationFindingRow"/>.</summary>
internal sealed record DriftFinding(long OrderId, DriftKind Kind, string Detail, bool Healed);

/// <summary>When the next run comes, and what becomes of reports.</summary>
/// <param name="Interval">Time to the next run.</param>
/// <param name="Overlap">How far a run reaches back behind the start of the one before.</param>
/// <param name="Retention">How long a report is kept.</param>
internal sealed record RunSchedule(TimeSpan Interval, TimeSpan Overlap, TimeSpan Retention);

/// <summary>Runs, their progress and their findings, each write under the job's fencing token.</summary>
internal sealed class RunTable(NpgsqlDataSource database, WorkerName worker)
{
    // The run that is under way, or a new one. A new one begins where the last one began, an overlap earlier; a gap
    // that somebody noted may lie further back still.
    private static readonly string s_open = $"""
        WITH job AS (
            SELECT covered_to, backfill_from FROM reconciliation_jobs
            WHERE store = @store AND job = @job AND fence = @fence FOR UPDATE),
        opened AS (
            INSERT INTO reconciliation_runs (store, worker, started_at, cause, from_at, stage)
            SELECT @store, @worker, now(),
                CASE WHEN backfill_from IS NOT NULL THEN {RunCause.Backfill:D}
                    WHEN covered_to IS NULL THEN {RunCause.First:D}
                    ELSE {RunCause.Schedule:D} END,
                LEAST(coalesce(covered_to - @overlap, now() - @lookback), backfill_from - @overlap),
                {RunStage.Unlinked:D}
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
        WITH job AS (
            UPDATE reconciliation_jobs SET attempts = 0, error = NULL
            WHERE store = @store AND job = @job AND fence = @fence RETURNING store),
        run AS (
            UPDATE reconciliation_runs SET stage = @stage, next = @next,
                pages = pages + 1, checked = checked + @checked,
                missing = missing + @missing, extra = extra + @extra, different = different + @different,
                healed = healed + @healed, again = again OR @again, worker = @worker,
                warning = coalesce(warning, @warning), error = NULL
            FROM job WHERE id = @run),
        found AS (
            INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed)
            SELECT @run, job.store, f.*
            FROM job, unnest(@orders, @kinds, @details, @heals) AS f (order_id, kind, detail, healed))
        SELECT EXISTS (SELECT 1 FROM job)
        """;

    // Where the same period has to be compared again, that is noted as a gap from its own begin.
    private const string Finish = """
        WITH run AS (
            UPDATE reconciliation_runs SET finished_at = now(), next = NULL, error = NULL
            FROM reconciliation_jobs WHERE id = @run AND finished_at IS NULL
                AND reconciliation_jobs.store = @store AND job = @job AND fence = @fence
            RETURNING started_at, from_at, again),
        job AS (
            UPDATE reconciliation_jobs SET lease_owner = NULL, attempts = 0, error = NULL,
                covered_to = run.started_at, sampled_id = @sampled,
                due_at = CASE WHEN backfill_from IS NULL THEN now() + @interval ELSE now() END,
                backfill_from = LEAST(backfill_from, CASE WHEN run.again THEN run.from_at + @overlap END)
            FROM run WHERE store = @store AND job = @job AND fence = @fence),
        old AS (
            DELETE FROM reconciliation_runs
            WHERE store = @store AND finished_at < now() - @retention AND EXISTS (SELECT 1 FROM run))
        SELECT extract(epoch FROM now() - started_at)::double precision FROM run
        """;

    /// <summary>Opens the run; null where another worker has taken the job over.</summary>
    public async Task<OpenRun?> OpenAsync(
        Job job,
        TimeSpan overlap,
        TimeSpan lookback,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_open, job);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("worker", worker.Value);
        parameters.Add("overlap", overlap);
        parameters.Add("lookback", lookback);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new NamedRow(reader);
        return await reader.ReadAsync(cancellationToken)
            ? new OpenRun(
                row.Value<long>("id"),
                row.Value<DateTimeOffset>("started_at"),
                row.Value<DateTimeOffset>("from_at"),
                row.Number<RunStage>("stage"),
                row.Optional<string>("next")
            )
            : null;
    }

    /// <summary>
    /// Saves what a page came to, findings and the next page in one commit; false where another worker has taken the
    /// job over.
    /// </summary>
    public async Task<bool> SaveAsync(Job job, OpenRun run, RunPage page, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Progress, job);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("run", run.Id);
        parameters.Add("worker", worker.Value);
        parameters.Add("stage", (short)page.Stage);
        parameters.Optional("next", NpgsqlDbType.Text, page.Next);
        parameters.Add("checked", page.Checked);
        parameters.Add("missing", Count(DriftKind.Missing));
        parameters.Add("extra", Count(DriftKind.Extra));
        parameters.Add("different", Count(DriftKind.Different));
        parameters.Add("healed", page.Findings.Count(finding => finding.Healed));
        parameters.Add("again", page.Again);
        parameters.Optional("warning", NpgsqlDbType.Text, page.Warning);
        parameters.Add("orders", page.Findings.Select(finding => finding.OrderId).ToArray());
        parameters.Add("kinds", page.Findings.Select(finding => (short)finding.Kind).ToArray());
        parameters.Add("details", page.Findings.Select(finding => finding.Detail).ToArray());
        parameters.Add("heals", page.Findings.Select(finding => finding.Healed).ToArray());
        return await command.ExecuteScalarAsync(cancellationToken) is true;

        int Count(DriftKind kind) => page.Findings.Count(finding => finding.Kind == kind);
    }

    /// <summary>Ends the run; how long it took, or null where another worker has taken the job over.</summary>
    /// <param name="job">The job.</param>
    /// <param name="run">The run.</param>
    /// <param name="sampledId">The last order that was looked up.</param>
    /// <param name="schedule">When the next one comes.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    public async Task<TimeSpan?> FinishAsync(
        Job job,
        OpenRun run,
        long sampledId,
        RunSchedule schedule,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Finish, job);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("run", run.Id);
        parameters.Add("sampled", sampledId);
        parameters.Add("interval", schedule.Interval);
        parameters.Add("overlap", schedule.Overlap);
        parameters.Add("retention", schedule.Retention);
        return await command.ExecuteScalarAsync(cancellationToken) is double seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
