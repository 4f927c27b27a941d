using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Sync;

/// <summary>
/// Leases, recovery points and due rows in Postgres, for one table. Concurrent claims share a round trip and a commit,
/// and so do saves; both go in the order of their keys, so that two workers cannot lock each other out.
/// </summary>
internal abstract class WorkTable<TRow> : IWorkTable<TRow>, IAsyncDisposable
    where TRow : WorkRow
{
    private const int MaxBatch = 128;
    private const int Writers = 2;
    private const int MaxDeliveries = 50;
    private static readonly TimeSpan s_batchTimeout = TimeSpan.FromSeconds(15);

    private readonly NpgsqlDataSource _database;
    private readonly string _owner;
    private readonly string _worker;
    private readonly TimeSpan _lease;
    private readonly WorkSql _sql;
    private readonly GroupCommit<WorkKey, Claim<TRow>?> _claims;
    private readonly GroupCommit<Save<TRow>, Saved> _saves;

    protected WorkTable(WorkSql sql, NpgsqlDataSource database, WorkerName worker, IOptions<SyncOptions> options, TimeProvider clock)
    {
        (_sql, _database, _lease, _worker) = (sql, database, options.Value.Lease, worker.Value);

        // The name outlives the process, the suffix does not: what the last process left can be told from our own.
        _owner = string.Create(CultureInfo.InvariantCulture, $"{worker.Value}#{Guid.NewGuid():N}");
        _claims = new GroupCommit<WorkKey, Claim<TRow>?>(ClaimBatchAsync, MaxBatch, Writers, s_batchTimeout, clock);
        _saves = new GroupCommit<Save<TRow>, Saved>(SaveBatchAsync, MaxBatch, Writers, s_batchTimeout, clock);
    }

    public Task<Claim<TRow>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken) => _claims.SubmitAsync(key, cancellationToken);

    public Task<Saved> SaveAsync(Save<TRow> save, CancellationToken cancellationToken) => _saves.SubmitAsync(save, cancellationToken);

    public async Task<IReadOnlyList<WorkKey>> DueAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Due);
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<WorkKey>();
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(ReadKey(reader));
        }

        return keys;
    }

    public async Task<int> ReleaseOwnAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.ReleaseOwn);
        command.Parameters.Add(new NpgsqlParameter<string>("worker", _worker + "#"));
        command.Parameters.Add(new NpgsqlParameter<string>("owner", _owner));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _claims.DisposeAsync();
        await _saves.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The parameter of the key's own column.</summary>
    protected abstract NpgsqlParameter KeyParameter(WorkKey key);

    /// <summary>Reads the key from a row of store and key column.</summary>
    protected abstract WorkKey ReadKey(NpgsqlDataReader reader);

    /// <summary>Reads a row from the columns of <see cref="WorkSql.Columns"/>.</summary>
    protected abstract TRow ReadRow(RowReader row, WorkKey key);

    /// <summary>Adds a parameter for each of the table's own columns.</summary>
    protected abstract void AddOwn(ParameterList parameters, TRow row);

    private async Task<IReadOnlyList<Claim<TRow>?>> ClaimBatchAsync(IReadOnlyList<WorkKey> keys, CancellationToken cancellationToken)
    {
        var order = InOrder(keys, key => key);
        await using var batch = _database.CreateBatch();
        foreach (var index in order)
        {
            AddClaim(batch, keys[index]);
        }

        var claims = new Claim<TRow>?[keys.Count];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var index in order)
        {
            claims[index] = await ReadClaimAsync(reader, keys[index], cancellationToken);
        }

        return claims;
    }

    private void AddClaim(NpgsqlBatch batch, WorkKey key)
    {
        var claim = new NpgsqlBatchCommand(_sql.Claim);
        AddKey(claim, key);
        claim.Parameters.Add(new NpgsqlParameter<string>("owner", _owner));
        claim.Parameters.Add(new NpgsqlParameter<TimeSpan>("lease", _lease));
        batch.BatchCommands.Add(claim);

        var deliveries = new NpgsqlBatchCommand(WorkSql.Deliveries);
        deliveries.Parameters.Add(new NpgsqlParameter<string>("store", key.Store));
        deliveries.Parameters.Add(new NpgsqlParameter<string>("resource", key.ResourceKey));
        deliveries.Parameters.Add(new NpgsqlParameter<int>("limit", MaxDeliveries));
        batch.BatchCommands.Add(deliveries);

        if (_sql.Payload is { } sql)
        {
            var payload = new NpgsqlBatchCommand(sql);
            payload.Parameters.Add(new NpgsqlParameter<string>("store", key.Store));
            payload.Parameters.Add(KeyParameter(key));
            batch.BatchCommands.Add(payload);
        }
    }

    private async Task<Claim<TRow>?> ReadClaimAsync(NpgsqlDataReader reader, WorkKey key, CancellationToken cancellationToken)
    {
        TRow? row = null;
        var now = default(DateTimeOffset);
        if (await reader.ReadAsync(cancellationToken))
        {
            row = ReadRow(new RowReader(reader), key);
            now = new DateTimeOffset(reader.GetDateTime(reader.FieldCount - 1));
        }

        await reader.NextResultAsync(cancellationToken);
        var deliveries = await ReadDeliveriesAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        PendingDelivery? payload = null;
        if (_sql.Payload is not null)
        {
            payload = (await ReadDeliveriesAsync(reader, cancellationToken)).FirstOrDefault();
            await reader.NextResultAsync(cancellationToken);
        }

        return row is null ? null : new Claim<TRow>(row, deliveries, payload, now);
    }

    private static async Task<List<PendingDelivery>> ReadDeliveriesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var deliveries = new List<PendingDelivery>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RowReader(reader);
            deliveries.Add(new PendingDelivery(row.Value<long>(), row.Value<string>(), row.Value<byte[]>(), row.Optional<string>()));
        }

        return deliveries;
    }

    private async Task<IReadOnlyList<Saved>> SaveBatchAsync(IReadOnlyList<Save<TRow>> saves, CancellationToken cancellationToken)
    {
        var order = InOrder(saves, save => save.Key);
        await using var batch = _database.CreateBatch();
        foreach (var index in order)
        {
            batch.BatchCommands.Add(SaveCommand(saves[index]));
        }

        var results = new Saved[saves.Count];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var index in order)
        {
            await reader.ReadAsync(cancellationToken);
            results[index] = new Saved(reader.GetBoolean(0), reader.GetBoolean(1), new DateTimeOffset(reader.GetDateTime(2)));
            await reader.NextResultAsync(cancellationToken);
        }

        return results;
    }

    private NpgsqlBatchCommand SaveCommand(Save<TRow> save)
    {
        var command = new NpgsqlBatchCommand(_sql.Save);
        AddKey(command, save.Key);
        var parameters = new ParameterList(command.Parameters);
        var row = save.Row;
        AddOwn(parameters, row);
        parameters.Add("state", (short)row.State);
        parameters.Add("begun", (short)row.Begun);
        parameters.Add("attempts", row.Attempts);
        parameters.Optional("reason", NpgsqlDbType.Text, row.Reason);
        parameters.Optional("failing_since", NpgsqlDbType.TimestampTz, row.FailingSince);
        parameters.Optional("retry_at", NpgsqlDbType.TimestampTz, row.RetryAt);
        parameters.Optional("trace_parent", NpgsqlDbType.Text, row.TraceParent);
        parameters.Optional("first_attempt", NpgsqlDbType.Text, row.FirstAttempt);
        parameters.Optional("finished_at", NpgsqlDbType.TimestampTz, row.FinishedAt);
        parameters.Add("fence", row.Fence);
        parameters.Optional("known", NpgsqlDbType.TimestampTz, save.Now);
        parameters.Add("keep", save.KeepLease);
        parameters.Add("lease", _lease);
        parameters.Add("ids", save.Outcomes.Select(outcome => outcome.InboxId).ToArray());
        parameters.Add("states", save.Outcomes.Select(outcome => (short)outcome.State).ToArray());
        parameters.Optional("reasons", NpgsqlDbType.Array | NpgsqlDbType.Text, save.Outcomes.Select(outcome => outcome.Reason).ToArray());
        AddFailure(parameters, save.Failure);
        return command;
    }

    private static void AddFailure(ParameterList parameters, FailureRow? failure)
    {
        parameters.Add("failed_action", (short)(failure?.Action ?? SyncAction.None));
        parameters.Optional("failed_reason", NpgsqlDbType.Text, failure?.Reason);
        parameters.Optional("failed_status", NpgsqlDbType.Integer, failure?.Status);
        parameters.Optional("failed_detail", NpgsqlDbType.Text, failure?.Detail);
        parameters.Optional("failed_request", NpgsqlDbType.Text, failure?.RequestId);
        parameters.Optional("failed_trace", NpgsqlDbType.Text, failure?.TraceParent);
    }

    private void AddKey(NpgsqlBatchCommand command, WorkKey key)
    {
        command.Parameters.Add(new NpgsqlParameter<string>("store", key.Store));
        command.Parameters.Add(new NpgsqlParameter<string>("resource", key.ResourceKey));
        command.Parameters.Add(KeyParameter(key));
    }

    private static int[] InOrder<T>(IReadOnlyList<T> items, Func<T, WorkKey> keyOf) =>
    [
        .. Enumerable.Range(0, items.Count)
            .OrderBy(index => keyOf(items[index]).Store, StringComparer.Ordinal)
            .ThenBy(index => keyOf(items[index]).ResourceKey, StringComparer.Ordinal),
    ];
}
