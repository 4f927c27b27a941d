using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>A store's run under lease.</summary>
internal sealed record RunJob : IWorkRow<RunJob>
{
    public required string Store { get; init; }

    /// <summary>The open run, with what its last page came to.</summary>
    public required OpenRun Run { get; init; }

    /// <summary>What that page has found.</summary>
    public IReadOnlyList<DriftFinding> Findings { get; init; } = [];

    /// <summary>The last of our orders whose existence at Recharge was checked.</summary>
    public long SampledId { get; init; }

    /// <summary>When that page was the last one; null while the run goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public WorkItem Work { get; init; } = new();

    public bool IsFinished => EndedAt is not null;

    public RunJob With(WorkItem work) => this with { Work = work };
}

/// <summary>An open run and how far it has come; see <see cref="ReconciliationRunRow"/>.</summary>
internal sealed record OpenRun
{
    public required long Id { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset From { get; init; }

    public RunStage Stage { get; init; }

    public string? Next { get; init; }

    public int Pages { get; init; }

    public int Checked { get; init; }

    public int Missing { get; init; }

    public int Extra { get; init; }

    public int Different { get; init; }

    public int Healed { get; init; }

    public bool Again { get; init; }

    public bool IsDryRun { get; init; }

    public string? Warning { get; init; }
}

/// <summary>One difference; see <see cref="ReconciliationFindingRow"/>.</summary>
internal sealed record DriftFinding(long OrderId, DriftKind Kind, string Detail, bool Healed);

/// <summary>Which time runs cover, and what becomes of their reports.</summary>
internal sealed record RunTimes
{
    /// <summary>How far a run reaches back behind the start of the one before.</summary>
    public required TimeSpan Overlap { get; init; }

    /// <summary>How far a store's first run reaches back.</summary>
    public required TimeSpan InitialLookback { get; init; }

    /// <summary>How long a report is kept.</summary>
    public required TimeSpan Retention { get; init; }
}

/// <summary>Runs under leases: a claim opens one, and a save has its progress and findings in one commit.</summary>
internal sealed class RunTable(NpgsqlDataSource database, WorkerName worker, string[] stores, RunTimes times)
    : JobTable<RunJob>(ReconciliationJob.Run, database, worker, stores)
{
    // The run that is under way, or a new one. A new one begins where the last one began, an overlap earlier; a gap
    // that somebody noted may lie further back still, and is then covered.
    private static readonly string s_claim = $"""
        WITH due AS (
            SELECT job.store, job.covered_to, job.backfill_from, job.dry_run_from, run.id AS run_id
            FROM reconciliation_jobs AS job
            LEFT JOIN reconciliation_runs AS run ON run.store = job.store AND run.finished_at IS NULL
            WHERE job.store = @store AND job.job = {ReconciliationJob.Run.Sql()} AND job.due_at <= now()
            FOR UPDATE OF job SKIP LOCKED),
        taken AS (
            UPDATE reconciliation_jobs AS job SET fence = job.fence + 1, lease_owner = @owner, due_at = now() + @lease,
                backfill_from = CASE WHEN due.run_id IS NOT NULL OR due.dry_run_from IS NOT NULL
                    THEN job.backfill_from END,
                dry_run_from = CASE WHEN due.run_id IS NOT NULL THEN job.dry_run_from END
            FROM due WHERE job.store = due.store AND job.job = {ReconciliationJob.Run.Sql()}
            RETURNING job.store, job.fence, job.attempts, job.sampled_id,
                due.covered_to, due.backfill_from, due.dry_run_from, due.run_id),
        opened AS (
            INSERT INTO reconciliation_runs (store, worker, dry_run, started_at, cause, from_at, stage)
            SELECT store, @worker, dry_run_from IS NOT NULL, now(),
                CASE WHEN dry_run_from IS NOT NULL THEN {RunCause.DryRun.Sql()}
                    WHEN backfill_from IS NOT NULL THEN {RunCause.Backfill.Sql()}
                    WHEN covered_to IS NULL THEN {RunCause.First.Sql()}
                    ELSE {RunCause.Schedule.Sql()} END,
                coalesce(dry_run_from, LEAST(coalesce(covered_to - @overlap, now() - @lookback), backfill_from - @overlap)),
                {RunStage.Unlinked.Sql()}
            FROM taken WHERE run_id IS NULL
            RETURNING *),
        run AS (
            SELECT * FROM opened
            UNION ALL
            SELECT known.* FROM reconciliation_runs AS known JOIN taken ON known.id = taken.run_id)
        SELECT run.*, taken.fence, taken.attempts, taken.sampled_id, now() AS now
        FROM taken JOIN run ON run.store = taken.store
        """;

    // The report's numbers are totals, and a page's findings go with its number: what is saved twice counts once. Where
    // the same period has to be compared again, that is noted as a gap from its own begin.
    private const string SaveRun = """
        WITH saved AS (
            UPDATE reconciliation_jobs AS job SET
                lease_owner = CASE WHEN @keep THEN job.lease_owner END,
                due_at = CASE WHEN @finished AND (@again AND NOT run.dry_run OR job.backfill_from IS NOT NULL) THEN now()
                    ELSE now() + @delay END,
                attempts = @attempts,
                error = CASE WHEN @attempts > 0 THEN coalesce(@error, job.error) END,
                covered_to = CASE WHEN @finished AND NOT run.dry_run THEN run.started_at ELSE job.covered_to END,
                sampled_id = @sampled,
                backfill_from = CASE WHEN @finished AND @again AND NOT run.dry_run THEN LEAST(job.backfill_from, run.from_at + @overlap)
                    ELSE job.backfill_from END
            FROM reconciliation_runs AS run
            WHERE job.store = @store AND job.job = @job AND job.fence = @fence
                AND run.id = @run AND run.finished_at IS NULL
            RETURNING job.store, job.error, run.pages),
        progress AS (
            UPDATE reconciliation_runs AS run SET stage = @stage, next = @next, pages = @pages, checked = @checked,
                missing = @missing, extra = @extra, different = @different, healed = @healed, again = @again,
                warning = @warning, worker = @worker, error = saved.error,
                finished_at = CASE WHEN @finished THEN now() END
            FROM saved WHERE run.id = @run),
        found AS (
            INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed)
            SELECT @run, saved.store, f.*
            FROM saved, unnest(@orders, @kinds, @details, @heals) AS f (order_id, kind, detail, healed)
            WHERE saved.pages < @pages),
        old AS (
            DELETE FROM reconciliation_runs
            WHERE store = @store AND finished_at < now() - @retention AND @finished AND EXISTS (SELECT 1 FROM saved))
        SELECT now() FROM saved
        """;

    public override async Task<Claim<RunJob>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(s_claim);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", key.Store);
        parameters.Add("owner", Owner);
        parameters.Add("worker", Worker);
        parameters.Add("lease", Lease);
        parameters.Add("overlap", times.Overlap);
        parameters.Add("lookback", times.InitialLookback);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new NamedRow(reader);
        var job = new RunJob
        {
            Store = key.Store,
            SampledId = row.Value<long>("sampled_id"),
            Work = Taken(row),
            Run = Read(row),
        };
        return new Claim<RunJob>(job, [], Payload: null, row.Value<DateTimeOffset>("now"));
    }

    public override async Task<Saved> SaveAsync(Save<RunJob> save, CancellationToken cancellationToken)
    {
        var (job, run, findings) = (save.Row, save.Row.Run, save.Row.Findings);
        await using var command = Database.CreateCommand(SaveRun);
        var parameters = new ParameterList(command.Parameters);
        Describe(parameters, save);
        parameters.Add("run", run.Id);
        parameters.Add("worker", Worker);
        parameters.Add("finished", job.IsFinished);
        parameters.Add("sampled", job.SampledId);
        parameters.Add("overlap", times.Overlap);
        parameters.Add("retention", times.Retention);
        parameters.Add("stage", (short)run.Stage);
        parameters.Optional("next", NpgsqlDbType.Text, run.Next);
        parameters.Add("pages", run.Pages);
        parameters.Add("checked", run.Checked);
        parameters.Add("missing", run.Missing);
        parameters.Add("extra", run.Extra);
        parameters.Add("different", run.Different);
        parameters.Add("healed", run.Healed);
        parameters.Add("again", run.Again);
        parameters.Optional("warning", NpgsqlDbType.Text, run.Warning);
        parameters.Add("orders", findings.Select(finding => finding.OrderId).ToArray());
        parameters.Add("kinds", findings.Select(finding => (short)finding.Kind).ToArray());
        parameters.Add("details", findings.Select(finding => finding.Detail).ToArray());
        parameters.Add("heals", findings.Select(finding => finding.Healed).ToArray());
        return await SaveAsync(command, cancellationToken);
    }

    private static OpenRun Read(NamedRow row) =>
        new()
        {
            Id = row.Value<long>("id"),
            StartedAt = row.Value<DateTimeOffset>("started_at"),
            From = row.Value<DateTimeOffset>("from_at"),
            Stage = row.Number<RunStage>("stage"),
            Next = row.Optional<string>("next"),
            Pages = row.Value<int>("pages"),
            Checked = row.Value<int>("checked"),
            Missing = row.Value<int>("missing"),
            Extra = row.Value<int>("extra"),
            Different = row.Value<int>("different"),
            Healed = row.Value<int>("healed"),
            Again = row.Value<bool>("again"),
            IsDryRun = row.Value<bool>("dry_run"),
            Warning = row.Optional<string>("warning"),
        };
}
