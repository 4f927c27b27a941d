using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>A job under lease.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Kind">Which job.</param>
/// <param name="Fence">The fencing token.</param>
/// <param name="Attempts">Failed attempts before this one.</param>
/// <param name="CoveredTo">See <see cref="ReconciliationJobRow.CoveredTo"/>.</param>
/// <param name="SampledId">See <see cref="ReconciliationJobRow.SampledId"/>.</param>
internal sealed record Job(
    string Store,
    ReconciliationJob Kind,
    long Fence,
    int Attempts,
    DateTimeOffset? CoveredTo,
    long SampledId
);

/// <summary>
/// Sees to it that one worker at a time works on a store's job. A row with a fencing token, not an advisory lock: that
/// would pin a connection for as long as a run lasts, would end unnoticed with it, and could not keep a worker that
/// slept through its own end from writing afterwards.
/// </summary>
internal sealed class JobTable(NpgsqlDataSource database, WorkerName worker)
{
    /// <summary>How long a job may be held without a sign of life; above the longest call with its wait.</summary>
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    private const string Ensure = """
        INSERT INTO reconciliation_jobs (store, job)
        SELECT s.store, j.job FROM unnest(@stores) AS s (store), unnest(@jobs) AS j (job)
        ON CONFLICT DO NOTHING
        """;

    private const string ReleaseOwn = """
        UPDATE reconciliation_jobs SET lease_owner = NULL, due_at = now()
        WHERE starts_with(lease_owner, @worker) AND lease_owner <> @owner
        """;

    private const string Claim = """
        UPDATE reconciliation_jobs AS job SET fence = job.fence + 1, lease_owner = @owner, due_at = now() + @lease
        FROM (
            SELECT store, job FROM reconciliation_jobs
            WHERE due_at <= now() AND store = ANY (@stores) AND job = ANY (@jobs)
            ORDER BY due_at LIMIT @limit FOR UPDATE SKIP LOCKED) AS due
        WHERE job.store = due.store AND job.job = due.job
        RETURNING job.store, job.job, job.fence, job.attempts, job.covered_to, job.sampled_id
        """;

    private const string Renew = """
        UPDATE reconciliation_jobs SET due_at = now() + @lease
        WHERE store = @store AND job = @job AND fence = @fence RETURNING now()
        """;

    private const string Release = """
        UPDATE reconciliation_jobs SET lease_owner = NULL, due_at = now()
        WHERE store = @store AND job = @job AND fence = @fence
        """;

    private static readonly string s_fail = $"""
        WITH failed AS (
            UPDATE reconciliation_jobs
            SET lease_owner = NULL, attempts = attempts + 1, error = @error, due_at = now() + @delay
            WHERE store = @store AND job = @job AND fence = @fence RETURNING store, job)
        UPDATE reconciliation_runs SET error = @error FROM failed
        WHERE reconciliation_runs.store = failed.store AND failed.job = {ReconciliationJob.Run:D}
            AND finished_at IS NULL
        """;

    private static readonly string s_finishMonitor = $"""
        WITH monitor AS (
            UPDATE reconciliation_jobs
            SET lease_owner = NULL, attempts = 0, error = NULL, covered_to = now(), due_at = now() + @interval
            WHERE store = @store AND job = @job AND fence = @fence RETURNING store),
        run AS (
            UPDATE reconciliation_jobs SET backfill_from = LEAST(backfill_from, @from),
                due_at = CASE WHEN lease_owner IS NULL THEN now() ELSE due_at END
            FROM monitor
            WHERE reconciliation_jobs.store = monitor.store AND job = {ReconciliationJob.Run:D} AND @from IS NOT NULL)
        SELECT EXISTS (SELECT 1 FROM monitor)
        """;

    private readonly string _owner = string.Create(CultureInfo.InvariantCulture, $"{worker.Value}#{Guid.NewGuid():N}");

    /// <summary>
    /// Makes sure that there is a row for each job, and takes back what an earlier process of this worker's name held.
    /// </summary>
    public async Task PrepareAsync(string[] stores, ReconciliationJob[] jobs, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Ensure) { Parameters = { Stores(stores), Jobs(jobs) } });
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(ReleaseOwn)
            {
                Parameters =
                {
                    new NpgsqlParameter<string>("worker", worker.Value + "#"),
                    new NpgsqlParameter<string>("owner", _owner),
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes jobs that are due.</summary>
    public async Task<IReadOnlyList<Job>> ClaimAsync(
        string[] stores,
        ReconciliationJob[] jobs,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Claim);
        command.Parameters.Add(Stores(stores));
        command.Parameters.Add(Jobs(jobs));
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        command.Parameters.Add(new NpgsqlParameter<string>("owner", _owner));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("lease", s_lease));
        var claimed = new List<Job>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new NamedRow(reader);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(
                new Job(
                    row.Value<string>("store"),
                    row.Number<ReconciliationJob>("job"),
                    row.Value<long>("fence"),
                    row.Value<int>("attempts"),
                    row.OptionalValue<DateTimeOffset>("covered_to"),
                    row.Value<long>("sampled_id")
                )
            );
        }

        return claimed;
    }

    /// <summary>
    /// A sign of life. Returns the database's time; null where another worker has taken the job over.
    /// </summary>
    public async Task<DateTimeOffset?> RenewAsync(Job job, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Renew, job);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("lease", s_lease));
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime now ? new DateTimeOffset(now) : null;
    }

    /// <summary>Puts the job off; the reason is noted, at an open run too.</summary>
    public async Task FailAsync(Job job, string error, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_fail, job);
        command.Parameters.Add(new NpgsqlParameter<string>("error", error));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("delay", delay));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives the job back at once, for another worker to go on with.</summary>
    public async Task ReleaseAsync(Job job, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Release, job);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Ends a turn of the monitor; false where another worker has taken it over.</summary>
    /// <param name="job">The monitor.</param>
    /// <param name="interval">Time to the next turn.</param>
    /// <param name="backfillFrom">
    /// Where the next run has to begin, which then comes at once; null to leave it alone.
    /// </param>
    /// <param name="cancellationToken">Ends the write.</param>
    public async Task<bool> FinishMonitorAsync(
        Job job,
        TimeSpan interval,
        DateTimeOffset? backfillFrom,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_finishMonitor, job);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("interval", interval);
        parameters.Optional("from", NpgsqlDbType.TimestampTz, backfillFrom);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static NpgsqlParameter<string[]> Stores(string[] stores) => new("stores", stores);

    private static NpgsqlParameter<short[]> Jobs(ReconciliationJob[] jobs) =>
        new("jobs", Array.ConvertAll(jobs, job => (short)job));
}

/// <summary>Statements that write under a job's fencing token.</summary>
internal static class FencedCommands
{
    /// <summary>A command with the job's key and its token as <c>@store</c>, <c>@job</c> and <c>@fence</c>.</summary>
    public static NpgsqlCommand CreateCommand(this NpgsqlDataSource database, string sql, Job job)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string>("store", job.Store));
        command.Parameters.Add(new NpgsqlParameter<short>("job", (short)job.Kind));
        command.Parameters.Add(new NpgsqlParameter<long>("fence", job.Fence));
        return command;
    }
}
