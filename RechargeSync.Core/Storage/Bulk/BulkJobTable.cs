using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>A bulk job under lease.</summary>
internal sealed record BulkJob : IWorkRow<BulkJob>
{
    /// <summary>What it is for, and how far it has come.</summary>
    public required BulkJobRow Facts { get; init; }

    /// <summary>When its next page may be taken; null for at once.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>True once all of its sources are through.</summary>
    public bool IsFinished { get; init; }

    public WorkItem Work { get; init; } = new();

    public string Store => Facts.Store;

    public BulkJob With(WorkItem work) => this with { Work = work };
}

/// <summary>Which rows a job looks at next.</summary>
/// <param name="Source">Where they are.</param>
/// <param name="Size">How many of them, at most.</param>
/// <param name="Gap">What lies between the times at which two of them are due; zero for none.</param>
internal sealed record BulkPage(ActSource Source, int Size, TimeSpan Gap);

/// <summary>What bulk jobs have under way when the next page is to be taken.</summary>
/// <param name="InFlight">Orders of the job's store that jobs gave back and that are not settled.</param>
/// <param name="Jobs">Jobs that give rows back at present, this one among them.</param>
internal sealed record BulkLoad(int InFlight, int Jobs);

/// <summary>
/// Bulk jobs under leases. A page is one statement: rows, their entries in the audit log and the job's progress are
/// committed together, under the job's fencing token. So a job that is taken over goes on where it was, one that is
/// stopped has done what it says, and no row is changed twice.
/// </summary>
internal sealed class BulkJobTable(NpgsqlDataSource database, WorkerName worker)
    : LeasedJobs<BulkJob>(database, worker),
        IDatedTable
{
    private static readonly RowShape<BulkJobRow> s_shape = new();

    private static readonly string s_claim = $"""
        UPDATE bulk_jobs SET fence = fence + 1, lease_owner = @owner, due_at = now() + @lease,
            started_at = coalesce(started_at, now())
        WHERE id = @job AND due_at <= now() AND finished_at IS NULL
        RETURNING {s_shape.Names}, now() AS now
        """;

    private const string Due = """
        SELECT store, id FROM bulk_jobs WHERE finished_at IS NULL AND due_at <= now() AND store = ANY (@stores)
        ORDER BY due_at
        """;

    private const string ReleaseOwn = """
        UPDATE bulk_jobs SET lease_owner = NULL, due_at = now()
        WHERE finished_at IS NULL AND starts_with(lease_owner, @worker) AND lease_owner <> @owner
        """;

    // No lease and no pace is as long as that.
    private const string Forget = """
        UPDATE bulk_jobs SET due_at = now(), paced_to = now()
        WHERE finished_at IS NULL AND greatest(due_at, paced_to) > now() + interval '10 minutes'
        """;

    // A job whose pace lies behind it waits, for room or for a worker, and gives nothing back meanwhile.
    private static readonly string s_load = $"""
        SELECT
            (SELECT count(*) FROM (
                SELECT 1 FROM orders WHERE store = @store AND is_backfill AND due_at IS NOT NULL LIMIT @most) AS waiting),
            (SELECT count(*) FROM bulk_jobs
                WHERE finished_at IS NULL AND act <> {BulkAct.Discard:D} AND (id = @job OR paced_to >= now()))
        """;

    private static readonly string s_save = $"""
        WITH saved AS (
            UPDATE bulk_jobs SET
                lease_owner = CASE WHEN @keep THEN lease_owner END,
                due_at = now() + @delay,
                attempts = @attempts,
                error = CASE WHEN @attempts > 0 THEN coalesce(@error, error) END,
                finished_at = CASE WHEN @finished THEN now() END
            WHERE id = @job AND fence = @fence AND finished_at IS NULL
            RETURNING *),
        changed AS (
            SELECT store, 'job/' || id AS resource_key, done || ' of ' || total AS reason
            FROM saved WHERE finished_at IS NOT NULL),
        recorded AS ({AuditLog.Record})
        SELECT now() FROM saved
        """;

    private readonly Dictionary<(ActSource Source, BulkAct Act), string> _pages = [];

    /// <summary>Names a job.</summary>
    public static WorkKey KeyOf(string store, long id) => new(store, ResourceKey.BulkJob(id));

    public override async Task<Claim<BulkJob>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(s_claim);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("job", key.Resource.BulkJobId);
        parameters.Add("owner", Owner);
        parameters.Add("lease", Lease);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new NamedRow(reader);
        var job = new BulkJob { Facts = s_shape.Read(reader, s_shape.Find(reader)), Work = Taken(row) };
        return new Claim<BulkJob>(job, [], Payload: null, row.Value<DateTimeOffset>("now"));
    }

    public override async Task<Saved> SaveAsync(Save<BulkJob> save, CancellationToken cancellationToken)
    {
        var job = save.Row;
        await using var command = Database.CreateCommand(s_save);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("job", job.Facts.Id);
        parameters.Add("fence", job.Work.Fence);
        parameters.Add("keep", save.KeepLease);
        parameters.Add("delay", Delay(save));
        parameters.Add("attempts", job.Work.Attempts);
        parameters.Add("finished", job.IsFinished);
        parameters.Optional("error", NpgsqlDbType.Text, ErrorOf(save));
        parameters.Describe(new OperatorAction(job.Facts.Actor, "bulk_done", job.Facts.Note));
        return await SaveAsync(command, cancellationToken);
    }

    public override async Task<IReadOnlyList<WorkKey>> DueAsync(
        IReadOnlyList<StoreRoom> rooms,
        CancellationToken cancellationToken
    )
    {
        await using var command = Database.CreateCommand(Due);
        new ParameterList(command.Parameters).Add("stores", rooms.Select(room => room.Store).ToArray());
        var keys = new List<WorkKey>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(KeyOf(reader.GetString(0), reader.GetInt64(1)));
        }

        return keys;
    }

    public override async Task<int> ReleaseOwnAsync(CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(ReleaseOwn);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("worker", Worker + "#");
        parameters.Add("owner", Owner);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> ForgetFutureAsync(CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(Forget);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What bulk jobs have under way; counts a store's orders no further than asked.</summary>
    public async Task<BulkLoad> LoadAsync(BulkJobRow job, int most, CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(s_load);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", job.Store);
        parameters.Add("job", job.Id);
        parameters.Add("most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new BulkLoad((int)reader.GetInt64(0), (int)reader.GetInt64(1));
    }

    /// <summary>
    /// Does a page; returns how far the job has come with it, or null where it is another worker's, or was stopped.
    /// </summary>
    public async Task<BulkJobRow?> DoAsync(BulkJob job, BulkPage page, CancellationToken cancellationToken)
    {
        var facts = job.Facts;
        await using var command = Database.CreateCommand(Statement(page.Source, facts.Act));
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("job", facts.Id);
        parameters.Add("fence", job.Work.Fence);
        parameters.Add("store", facts.Store);
        parameters.Add(page.Source.KeyAfter("after", facts.After));
        parameters.Optional("reason", NpgsqlDbType.Text, facts.Reason);
        parameters.Optional("run", NpgsqlDbType.Bigint, facts.RunId);
        parameters.Add("size", page.Size);
        parameters.Add("gap", page.Gap);
        parameters.Describe(new OperatorAction(facts.Actor, WordOf(facts.Act), facts.Note));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? s_shape.Read(reader, s_shape.Find(reader)) : null;
    }

    /// <summary>What a row's entry in the audit log calls the act.</summary>
    public static string WordOf(BulkAct act) =>
        act switch
        {
            BulkAct.Discard => "ignore",
            BulkAct.Place => "place",
            _ => "replay",
        };

    private string Statement(ActSource source, BulkAct act)
    {
        lock (_pages)
        {
            return _pages.TryGetValue((source, act), out var known)
                ? known
                : _pages[(source, act)] = Page(source, isDiscard: act == BulkAct.Discard);
        }
    }

    // The rows that are looked at are limited, not those that fit: a page takes the same time whatever else is dead.
    // What came to its end after the job was asked for is none of its business, nor is what it gave back and came to
    // its end once more.
    private static string Page(ActSource source, bool isDiscard)
    {
        var (set, condition) = isDiscard ? (source.Discard, "true") : (source.Revive("chosen.due"), source.MayRevive);
        return $"""
            WITH job AS (
                SELECT id, created_at, greatest(paced_to, now()) AS begins FROM bulk_jobs
                WHERE id = @job AND fence = @fence AND finished_at IS NULL FOR UPDATE),
            looked_at AS MATERIALIZED (
                SELECT {source.Key} AS key, reason, state, finished_at FROM {source.Table}
                WHERE {source.IsOpen} AND store = @store AND {source.Key} > @after AND EXISTS (SELECT 1 FROM job)
                ORDER BY {source.Key} LIMIT @size),
            chosen AS (
                SELECT key, reason, state, job.begins + @gap * (row_number() OVER (ORDER BY key) - 1) AS due
                FROM looked_at, job
                WHERE (@reason IS NULL OR reason = @reason)
                    AND (finished_at IS NULL OR finished_at <= job.created_at)
                    AND (@run IS NULL OR (
                        SELECT true FROM reconciliation_findings AS found
                        WHERE found.store = @store AND found.order_id = {(source.HasTextKey ? "NULL" : "key")}
                            AND found.run_id = @run LIMIT 1))),
            changed AS ({source.Change("chosen", set, condition)}),
            recorded AS ({AuditLog.Record}),
            came_to AS (
                SELECT (SELECT count(*) FROM looked_at) < @size AS is_last, (SELECT max(key)::text FROM looked_at) AS after,
                    (SELECT count(*) FROM changed) AS changed)
            UPDATE bulk_jobs SET
                stage = stage + came_to.is_last::int,
                after = CASE WHEN NOT came_to.is_last THEN came_to.after END,
                done = done + came_to.changed,
                paced_to = job.begins + @gap * came_to.changed
            FROM job, came_to WHERE bulk_jobs.id = job.id
            RETURNING {s_shape.Select("bulk_jobs")}
            """;
    }
}
