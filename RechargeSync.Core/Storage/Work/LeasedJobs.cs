using System.Globalization;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Jobs under leases: few rows, each worked on for long, step by step. A row with a fencing token, not an advisory
/// lock: that would pin a connection for as long as a job lasts, would end unnoticed with it, and could not keep a
/// worker that slept through its own end from writing afterwards.
/// </summary>
internal abstract class LeasedJobs<TJob>(NpgsqlDataSource database, WorkerName worker) : IWorkTable<TJob>
    where TJob : class, IWorkRow<TJob>
{
    /// <summary>Above the longest call with its wait.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromMinutes(2);

    protected NpgsqlDataSource Database => database;

    protected string Worker => worker.Value;

    /// <summary>The name outlives the process, the suffix does not.</summary>
    protected string Owner { get; } = string.Create(CultureInfo.InvariantCulture, $"{worker.Value}#{Guid.NewGuid():N}");

    public abstract Task<Claim<TJob>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken);

    public abstract Task<Saved> SaveAsync(Save<TJob> save, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<WorkKey>> DueAsync(
        IReadOnlyList<StoreRoom> rooms,
        CancellationToken cancellationToken
    );

    public abstract Task<int> ReleaseOwnAsync(CancellationToken cancellationToken);

    /// <summary>What a save tells of the time to come again: without one, the job is due at once.</summary>
    protected TimeSpan Delay(Save<TJob> save) =>
        save.KeepLease ? Lease
        : save.Row.Work.RetryAt is { } at ? at - (save.Now ?? at)
        : TimeSpan.Zero;

    /// <summary>What a save tells of a failed attempt, as a stable word; null where none failed.</summary>
    protected static string? ErrorOf(Save<TJob> save) =>
        save.Failure is { Status: { } status } failure
            ? string.Create(CultureInfo.InvariantCulture, $"{failure.Reason} {status}")
            : save.Failure?.Reason;

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
