using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// One kind of job that each store has: rows of <c>reconciliation_jobs</c>. One worker at a time works on a store's
/// job.
/// </summary>
internal abstract class JobTable<TJob>(
    ReconciliationJob kind,
    NpgsqlDataSource database,
    WorkerName worker,
    string[] stores
) : LeasedJobs<TJob>(database, worker)
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

    /// <summary>Names a store's job.</summary>
    public WorkKey KeyOf(string store) => new(store, ResourceKey.Job(kind.ToString().ToLowerInvariant()));

    public override async Task<IReadOnlyList<WorkKey>> DueAsync(
        IReadOnlyList<StoreRoom> rooms,
        CancellationToken cancellationToken
    )
    {
        await using var command = Database.CreateCommand(Due);
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
    public override async Task<int> ReleaseOwnAsync(CancellationToken cancellationToken)
    {
        await using (var ensure = Database.CreateCommand(Ensure))
        {
            var parameters = new ParameterList(ensure.Parameters);
            parameters.Add("job", (short)kind);
            parameters.Add("stores", stores);
            await ensure.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var release = Database.CreateCommand(ReleaseOwn);
        var owned = new ParameterList(release.Parameters);
        owned.Add("job", (short)kind);
        owned.Add("worker", Worker + "#");
        owned.Add("owner", Owner);
        return await release.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What every save tells of the work: key, token, lease, attempts and the reason of a failure.</summary>
    /// <param name="parameters">Where to.</param>
    /// <param name="save">The recovery point.</param>
    protected void Describe(ParameterList parameters, Save<TJob> save)
    {
        parameters.Add("store", save.Key.Store);
        parameters.Add("job", (short)kind);
        parameters.Add("fence", save.Row.Work.Fence);
        parameters.Add("keep", save.KeepLease);
        parameters.Add("delay", Delay(save));
        parameters.Add("attempts", save.Row.Work.Attempts);
        parameters.Optional("error", NpgsqlDbType.Text, ErrorOf(save));
    }
}
