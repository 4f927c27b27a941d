using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>A store's subscription monitor under lease.</summary>
internal sealed record MonitorJob : IWorkRow<MonitorJob>
{
    public required string Store { get; init; }

    /// <summary>When all subscriptions were last there.</summary>
    public DateTimeOffset? CoveredTo { get; init; }

    /// <summary>What is still to be changed; null before the subscriptions were listed.</summary>
    public IReadOnlyList<SubscriptionChange>? Changes { get; init; }

    /// <summary>Where the next run has to begin, since subscriptions were gone; null where none was.</summary>
    public DateTimeOffset? Gap { get; init; }

    /// <summary>When nothing was left to be changed; null before that.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public WorkItem Work { get; init; } = new();

    public bool IsFinished => EndedAt is not null;

    public MonitorJob With(WorkItem work) => this with { Work = work };
}

/// <summary>A subscription to create, or a surplus copy to delete.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Address">Where it has to point; null for a copy to delete.</param>
/// <param name="SurplusId">The copy's id; null for one to create.</param>
internal sealed record SubscriptionChange(string Topic, string? Address, long? SurplusId);

/// <summary>
/// Monitors under leases. A gap is noted for the store's next run in the same commit; it comes at once when the
/// subscriptions are there again.
/// </summary>
internal sealed class MonitorTable(NpgsqlDataSource database, WorkerName worker, string[] stores)
    : JobTable<MonitorJob>(ReconciliationJob.Monitor, database, worker, stores)
{
    private static readonly string s_claim = $"""
        UPDATE reconciliation_jobs SET fence = fence + 1, lease_owner = @owner, due_at = now() + @lease
        WHERE store = @store AND job = {ReconciliationJob.Monitor.Sql()} AND due_at <= now()
        RETURNING fence, attempts, covered_to, now() AS now
        """;

    private static readonly string s_save = $"""
        WITH saved AS (
            UPDATE reconciliation_jobs SET
                lease_owner = CASE WHEN @keep THEN lease_owner END,
                due_at = now() + @delay,
                attempts = @attempts,
                error = CASE WHEN @attempts > 0 THEN coalesce(@error, error) END,
                covered_to = CASE WHEN @finished THEN now() ELSE covered_to END
            WHERE store = @store AND job = @job AND fence = @fence RETURNING store),
        run AS (
            UPDATE reconciliation_jobs AS run SET backfill_from = LEAST(run.backfill_from, @gap),
                due_at = CASE WHEN @finished AND run.lease_owner IS NULL THEN now() ELSE run.due_at END
            FROM saved
            WHERE run.store = saved.store AND run.job = {ReconciliationJob.Run.Sql()} AND @gap IS NOT NULL)
        SELECT now() FROM saved
        """;

    public override async Task<Claim<MonitorJob>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(s_claim);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", key.Store);
        parameters.Add("owner", Owner);
        parameters.Add("lease", Lease);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new NamedRow(reader);
        var job = new MonitorJob
        {
            Store = key.Store,
            CoveredTo = row.OptionalValue<DateTimeOffset>("covered_to"),
            Work = Taken(row),
        };
        return new Claim<MonitorJob>(job, [], Payload: null, row.Value<DateTimeOffset>("now"));
    }

    public override async Task<Saved> SaveAsync(Save<MonitorJob> save, CancellationToken cancellationToken)
    {
        var job = save.Row;
        await using var command = Database.CreateCommand(s_save);
        var parameters = new ParameterList(command.Parameters);
        Describe(parameters, save);
        parameters.Add("finished", job.IsFinished);
        parameters.Optional("gap", NpgsqlDbType.TimestampTz, job.Gap);
        return await SaveAsync(command, cancellationToken);
    }
}
