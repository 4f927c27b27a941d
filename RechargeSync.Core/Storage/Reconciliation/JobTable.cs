using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// One kind of job under leases: rows of <c>reconciliation_jobs</c>, one for each store. One worker at a time works on
/// a store's job. A row with a fencing token, not an advisory lock: that would pin a connection for as long as a run
/// lasts, would end unnoticed with it, and could not keep a worker that slept through its own end from writing
/// afterwards.
/// </summary>
internal abstract class JobTable<TJob>(
    ReconciliationJob kind,
    NpgsqlDataSource database,
    WorkerName worker,
    string[] stores
) : IWorkTable<TJob>
    where TJob : class, IWorkRow<TJob>
{
    private const string Ensure = """
        INSERT INTO reconciliation_jobs (store, job) SELECT s.store, @job FROM unnest(@stores) AS s (store)
        ON CONFLICT DO NOTHING
        """;

    private const string ReleaseOwn = """
        UPDATE reconciliation_jobs SET lease_owner = NULL, due_at = now()
        WHERE job = @job AND starts_with(lease_owner, @worker) AND lease_owner <> @owner
        """;

    private const string Due = """
        SELECT store FROM reconciliation_jobs WHERE job = @job AND due_at <= now() AND store = ANY (@stores)
        ORDER BY due_at
        """;

    /// <summary>Above the longest call with its wait.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromMinutes(2);

    protected NpgsqlDataSource Database => database;

    protected string Worker => worker.Value;

    /// <summary>The name outlives the process, the suffix does not.</summary>
    protected string Owner { get; } = string.Create(CultureInfo.InvariantCulture, $"{worker.Value}#{Guid.NewGuid():N}");

    public abstract Task<Claim<TJob>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken);

    public abstract Task<Saved> SaveAsync(Save<TJob> save, CancellationToken cancellationToken);

    /// <summary>Names a store's job.</summary>
    public WorkKey KeyOf(string store) => new(store, ResourceKey.Job(kind.ToString().ToLowerInvariant()));

    public async Task<IReadOnlyList<WorkKey>> DueAsync(
        IReadOnlyList<StoreRoom> rooms,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Due);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("job", (short)kind);
        parameters.Add("stores", rooms.Select(room => room.Store).ToArray());
        var keys = new List<WorkKey>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(KeyOf(reader.GetString(0)));
        }

        return keys;
    }

    /// <summary>The same, and makes sure that each store has its row.</summary>
    public async Task<int> ReleaseOwnAsync(CancellationToken cancellationToken)
    {
        await using (var ensure = database.CreateCommand(Ensure))
        {
            var parameters = new ParameterList(ensure.Parameters);
            parameters.Add("job", (short)kind);
            parameters.Add("stores", stores);
            await ensure.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var release = database.CreateCommand(ReleaseOwn);
        var owned = new ParameterList(release.Parameters);
        owned.Add("job", (short)kind);
        owned.Add("worker", worker.Value + "#");
        owned.Add("owner", Owner);
        return await release.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What every save tells of the work: key, token, lease, attempts and the reason of a failure.</summary>
    /// <param name="parameters">Where to.</param>
    /// <param name="save">The recovery point. Without a time to come again, it is due at once.</param>
    protected void Describe(ParameterList parameters, Save<TJob> save)
    {
        var work = save.Row.Work;
        var delay =
            save.KeepLease ? Lease
            : work.RetryAt is { } at ? at - (save.Now ?? at)
            : TimeSpan.Zero;
        parameters.Add("store", save.Key.Store);
        parameters.Add("job", (short)kind);
        parameters.Add("fence", work.Fence);
        parameters.Add("keep", save.KeepLease);
        parameters.Add("delay", delay);
        parameters.Add("attempts", work.Attempts);
        parameters.Optional(
            "error",
            NpgsqlDbType.Text,
            save.Failure is { Status: { } status } failure
                ? string.Create(CultureInfo.InvariantCulture, $"{failure.Reason} {status}")
                : save.Failure?.Reason
        );
    }

    protected static async Task<Saved> SaveAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteScalarAsync(cancellationToken) is DateTime now
            ? new Saved(Held: true, MoreWaits: false, new DateTimeOffset(now))
            : Saved.Fenced;

    /// <summary>The work of a job that was just taken: its time has come, and its steps may be repeated.</summary>
    protected static WorkItem Taken(NamedRow row) =>
        new()
        {
            State = WorkState.Waiting,
            Attempts = row.Value<int>("attempts"),
            Fence = row.Value<long>("fence"),
        };
}
