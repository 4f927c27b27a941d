using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Sees to it that one worker at a time walks or watches a store. A row with a fencing token, not an advisory lock:
/// that would pin a connection for as long as a walk lasts, would end unnoticed with it, and could not keep a worker
/// that slept through its own end from writing afterwards.
/// </summary>
internal sealed class JobTable(NpgsqlDataSource database, WorkerName worker)
{
    /// <summary>How long a job may be held without a sign of life; above the longest call with its wait.</summary>
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    private const string Ensure = """
        INSERT INTO reconciliation_jobs (store, job) SELECT s.store, j.job FROM unnest(@stores) AS s (store), unnest(@jobs) AS j (job)
        ON CONFLICT DO NOTHING
        """;

    private const string ReleaseOwn = """
        UPDATE reconciliation_jobs SET lease_owner = NULL, due_at = now() WHERE starts_with(lease_owner, @worker) AND lease_owner <> @owner
        """;

    private const string Claim = """
        UPDATE reconciliation_jobs AS job SET fence = job.fence + 1, lease_owner = @owner, due_at = now() + @lease
        FROM (
            SELECT store, job FROM reconciliation_jobs WHERE due_at <= now() AND store = ANY (@stores) AND job = ANY (@jobs)
            ORDER BY due_at LIMIT @limit FOR UPDATE SKIP LOCKED) AS due
        WHERE job.store = due.store AND job.job = due.job
        RETURNING job.store, job.job, job.fence, job.attempts, job.covered_to, job.sampled_id
        """;

    private const string Renew =
        "UPDATE reconciliation_jobs SET due_at = now() + @lease WHERE store = @store AND job = @job AND fence = @fence RETURNING now()";

    private const string Fail = """
        WITH failed AS (
            UPDATE reconciliation_jobs SET lease_owner = NULL, attempts = attempts + 1, error = @error, due_at = now() + @delay
            WHERE store = @store AND job = @job AND fence = @fence RETURNING store, job)
        UPDATE reconciliation_runs SET error = @error FROM failed
        WHERE reconciliation_runs.store = failed.store AND failed.job = 0 AND finished_at IS NULL
        """;

    private const string Release =
        "UPDATE reconciliation_jobs SET lease_owner = NULL, due_at = now() WHERE store = @store AND job = @job AND fence = @fence";

    private const string FinishWatch = """
        WITH watch AS (
            UPDATE reconciliation_jobs SET lease_owner = NULL, attempts = 0, error = NULL, covered_to = now(), due_at = now() + @interval
            WHERE store = @store AND job = @job AND fence = @fence RETURNING store),
        walk AS (
            UPDATE reconciliation_jobs SET backfill_from = LEAST(backfill_from, @from), due_at = CASE WHEN lease_owner IS NULL THEN now() ELSE due_at END
            FROM watch WHERE reconciliation_jobs.store = watch.store AND job = 0 AND @from IS NOT NULL)
        SELECT EXISTS (SELECT 1 FROM watch)
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
        StoreRegistry stores,
        ReconciliationJob[] jobs,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Claim);
        command.Parameters.Add(Stores([.. stores.All.Select(store => store.Name)]));
        command.Parameters.Add(Jobs(jobs));
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        command.Parameters.Add(new NpgsqlParameter<string>("owner", _owner));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("lease", s_lease));
        var claimed = new List<Job>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RowReader(reader);
            claimed.Add(
                new Job(
                    stores.Get(row.Value<string>()),
                    (ReconciliationJob)row.Value<short>(),
                    row.Value<long>(),
                    row.Value<int>(),
                    row.OptionalValue<DateTimeOffset>(),
                    row.Value<long>()
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
        await using var command = Command(Renew, job);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("lease", s_lease));
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime now ? new DateTimeOffset(now) : null;
    }

    /// <summary>Puts the job off; the reason is noted, at an open walk too.</summary>
    public async Task FailAsync(Job job, string error, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var command = Command(Fail, job);
        command.Parameters.Add(new NpgsqlParameter<string>("error", error));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("delay", delay));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives the job back at once, for another worker to go on with.</summary>
    public async Task ReleaseAsync(Job job, CancellationToken cancellationToken)
    {
        await using var command = Command(Release, job);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Ends a watch; false where another worker has taken it over.</summary>
    /// <param name="job">The watch.</param>
    /// <param name="interval">Time to the next.</param>
    /// <param name="backfillFrom">
    /// Where the next walk has to begin, which then comes at once; null to leave it alone.
    /// </param>
    /// <param name="cancellationToken">Ends the write.</param>
    public async Task<bool> FinishWatchAsync(
        Job job,
        TimeSpan interval,
        DateTimeOffset? backfillFrom,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(FinishWatch, job);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("interval", interval));
        command.Parameters.Add(
            new NpgsqlParameter("from", NpgsqlDbType.TimestampTz) { Value = (object?)backfillFrom ?? DBNull.Value }
        );
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private NpgsqlCommand Command(string sql, Job job)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string>("store", job.Store.Name));
        command.Parameters.Add(new NpgsqlParameter<short>("job", (short)job.Kind));
        command.Parameters.Add(new NpgsqlParameter<long>("fence", job.Fence));
        return command;
    }

    private static NpgsqlParameter<string[]> Stores(string[] stores) => new("stores", stores);

    private static NpgsqlParameter<short[]> Jobs(ReconciliationJob[] jobs) =>
        new("jobs", [.. jobs.Select(job => (short)job)]);
}
