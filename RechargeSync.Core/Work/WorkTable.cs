using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Batching;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Work;

/// <summary>
/// Leases, recovery points and due rows in Postgres, for one table. Concurrent claims share a statement and a commit,
/// and so do saves; both go in the order of their keys, so that two workers cannot lock each other out.
/// </summary>
internal abstract class WorkTable<TRow> : IWorkTable<TRow>, IAsyncDisposable
    where TRow : WorkRow
{
    private const int MaxBatch = 128;
    private const int Writers = 1;
    private const int MaxDeliveries = 50;
    private static readonly TimeSpan s_batchTimeout = TimeSpan.FromSeconds(15);

    private static readonly WorkColumn<TRow>[] s_work =
    [
        WorkColumn.Of<TRow, short>("state", NpgsqlDbType.Smallint, row => (short)row.State),
        WorkColumn.Of<TRow, short>("begun", NpgsqlDbType.Smallint, row => (short)row.Begun),
        WorkColumn.Of<TRow, int>("attempts", NpgsqlDbType.Integer, row => row.Attempts),
        WorkColumn.Of<TRow, string?>("reason", NpgsqlDbType.Text, row => row.Reason),
        WorkColumn.Of<TRow, DateTimeOffset?>("failing_since", NpgsqlDbType.TimestampTz, row => row.FailingSince),
        WorkColumn.Of<TRow, DateTimeOffset?>("retry_at", NpgsqlDbType.TimestampTz, row => row.RetryAt),
        WorkColumn.Of<TRow, string?>("trace_parent", NpgsqlDbType.Text, row => row.TraceParent),
        WorkColumn.Of<TRow, string?>("first_attempt", NpgsqlDbType.Text, row => row.FirstAttempt),
        WorkColumn.Of<TRow, DateTimeOffset?>("finished_at", NpgsqlDbType.TimestampTz, row => row.FinishedAt),
        WorkColumn.Of<TRow, long>("fence", NpgsqlDbType.Bigint, row => row.Fence),
    ];

    private readonly NpgsqlDataSource _database;
    private readonly string _owner;
    private readonly string _worker;
    private readonly TimeSpan _lease;
    private readonly WorkSql _sql;
    private readonly WorkColumn<TRow>[] _columns;
    private readonly GroupCommit<WorkKey, Claim<TRow>?> _claims;
    private readonly GroupCommit<Save<TRow>, Saved> _saves;

    protected WorkTable(
        WorkSql sql,
        IReadOnlyList<WorkColumn<TRow>> own,
        NpgsqlDataSource database,
        WorkerName worker,
        IOptions<SyncOptions> options,
        TimeProvider clock
    )
    {
        (_sql, _columns, _database, _lease, _worker) = (
            sql,
            [.. own, .. s_work],
            database,
            options.Value.Lease,
            worker.Value
        );

        // The name outlives the process, the suffix does not: what the last process left can be told from our own.
        _owner = string.Create(CultureInfo.InvariantCulture, $"{worker.Value}#{Guid.NewGuid():N}");
        _claims = new GroupCommit<WorkKey, Claim<TRow>?>(
            (keys, token) => database.WithoutTracesAsync(() => ClaimBatchAsync(keys, token)),
            MaxBatch,
            Writers,
            s_batchTimeout,
            clock
        );
        _saves = new GroupCommit<Save<TRow>, Saved>(
            (saves, token) => database.WithoutTracesAsync(() => SaveBatchAsync(saves, token)),
            MaxBatch,
            Writers,
            s_batchTimeout,
            clock
        );
    }

    public Task<Claim<TRow>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken) =>
        _claims.SubmitAsync(key, cancellationToken);

    public Task<Saved> SaveAsync(Save<TRow> save, CancellationToken cancellationToken) =>
        _saves.SubmitAsync(save, cancellationToken);

    public async Task<IReadOnlyList<WorkKey>> DueAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Due);
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<WorkKey>();
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(ReadKey(new RowReader(reader)));
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

    /// <summary>A step as the statements write it.</summary>
    protected static string Number(SyncAction action) => ((short)action).ToString(CultureInfo.InvariantCulture);

    /// <summary>The parameter of the keys' own column.</summary>
    protected abstract NpgsqlParameter Keys(string name, WorkKey[] keys);

    /// <summary>Reads a key from its two columns.</summary>
    protected abstract WorkKey ReadKey(RowReader row);

    /// <summary>Reads a row from the columns of <see cref="WorkSql.Columns"/>.</summary>
    protected abstract TRow ReadRow(RowReader row, WorkKey key);

    /// <summary>The delivery whose payload is in force, for a table that knows one.</summary>
    protected virtual long? PayloadOf(TRow row) => null;

    private async Task<IReadOnlyList<Claim<TRow>?>> ClaimBatchAsync(
        IReadOnlyList<WorkKey> asked,
        CancellationToken cancellationToken
    )
    {
        // One statement cannot take a row twice: who asks second for the same row gets nothing, as if another worker
        // had it.
        WorkKey[] keys =
        [
            .. asked
                .Distinct()
                .OrderBy(key => key.Store, StringComparer.Ordinal)
                .ThenBy(key => key.OrderId)
                .ThenBy(key => key.Token, StringComparer.Ordinal),
        ];
        var rows = new Dictionary<WorkKey, (TRow Row, DateTimeOffset Now, SyncAction Intent)>(keys.Length);
        var deliveries = keys.ToDictionary(key => key, _ => new List<PendingDelivery>());

        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using (var batch = connection.CreateBatch())
        {
            AddClaim(batch, keys);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await ReadClaimedAsync(reader, rows, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = new RowReader(reader);
                deliveries[keys[row.Value<long>() - 1]].Add(ReadDelivery(row));
            }
        }

        var payloads = await ReadPayloadsAsync(
            connection,
            rows.Values.Select(claimed => PayloadOf(claimed.Row)),
            cancellationToken
        );
        var claims = new Claim<TRow>?[asked.Count];
        for (var i = 0; i < asked.Count; i++)
        {
            if (rows.Remove(asked[i], out var claimed))
            {
                var payload = PayloadOf(claimed.Row) is { } id ? payloads.GetValueOrDefault(id) : null;
                claims[i] = new Claim<TRow>(claimed.Row, deliveries[asked[i]], payload, claimed.Now, claimed.Intent);
            }
        }

        return claims;
    }

    private void AddClaim(NpgsqlBatch batch, WorkKey[] keys)
    {
        string[] stores = Array.ConvertAll(keys, key => key.Store),
            resources = Array.ConvertAll(keys, key => key.Resource.ToString());
        var claim = new NpgsqlBatchCommand(_sql.Claim);
        claim.Parameters.Add(new NpgsqlParameter<string[]>("stores", stores));
        claim.Parameters.Add(Keys("keys", keys));
        claim.Parameters.Add(new NpgsqlParameter<string[]>("resources", resources));
        claim.Parameters.Add(new NpgsqlParameter<string>("owner", _owner));
        claim.Parameters.Add(new NpgsqlParameter<TimeSpan>("lease", _lease));
        batch.BatchCommands.Add(claim);

        var deliveries = new NpgsqlBatchCommand(WorkSql.Deliveries);
        deliveries.Parameters.Add(new NpgsqlParameter<string[]>("stores", stores));
        deliveries.Parameters.Add(new NpgsqlParameter<string[]>("resources", resources));
        deliveries.Parameters.Add(new NpgsqlParameter<int>("limit", MaxDeliveries));
        batch.BatchCommands.Add(deliveries);
    }

    private async Task ReadClaimedAsync(
        NpgsqlDataReader reader,
        Dictionary<WorkKey, (TRow Row, DateTimeOffset Now, SyncAction Intent)> rows,
        CancellationToken cancellationToken
    )
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            var columns = new RowReader(reader);
            var key = ReadKey(columns);
            var row = ReadRow(columns, key);

            // The first fencing token is a new row's: nothing of it has been begun yet but in word.
            rows[key] =
                row.Fence == 1
                    ? ((TRow)(row with { Begun = SyncAction.None }), columns.Value<DateTimeOffset>(), row.Begun)
                    : (row, columns.Value<DateTimeOffset>(), SyncAction.None);
        }
    }

    // Most rows are new and have none.
    private static async Task<Dictionary<long, PendingDelivery>> ReadPayloadsAsync(
        NpgsqlConnection connection,
        IEnumerable<long?> ids,
        CancellationToken cancellationToken
    )
    {
        var payloads = new Dictionary<long, PendingDelivery>();
        long[] known = [.. ids.OfType<long>()];
        if (known.Length > 0)
        {
            await using var command = new NpgsqlCommand(WorkSql.Payloads, connection);
            command.Parameters.Add(new NpgsqlParameter<long[]>("ids", known));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var payload = ReadDelivery(new RowReader(reader));
                payloads[payload.InboxId] = payload;
            }
        }

        return payloads;
    }

    private static PendingDelivery ReadDelivery(RowReader row) =>
        new(row.Value<long>(), row.Value<string>(), row.Value<byte[]>(), row.Optional<string>());

    private async Task<IReadOnlyList<Saved>> SaveBatchAsync(
        IReadOnlyList<Save<TRow>> saves,
        CancellationToken cancellationToken
    )
    {
        int[] order =
        [
            .. Enumerable
                .Range(0, saves.Count)
                .OrderBy(index => saves[index].Key.Store, StringComparer.Ordinal)
                .ThenBy(index => saves[index].Key.OrderId)
                .ThenBy(index => saves[index].Key.Token, StringComparer.Ordinal),
        ];
        var sorted = Array.ConvertAll(order, index => saves[index]);
        var results = new Saved[saves.Count];
        Array.Fill(results, Saved.Fenced);

        await using var command = _database.CreateCommand(
            sorted.Any(save => save.Failure is not null) ? _sql.SaveWithFailures : _sql.Save
        );
        AddSaves(new ParameterList(command.Parameters), sorted);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RowReader(reader);
            results[order[row.Value<long>() - 1]] = new Saved(
                Held: true,
                MoreWaits: row.Value<bool>(),
                row.Value<DateTimeOffset>()
            );
        }

        return results;
    }

    private void AddSaves(ParameterList parameters, Save<TRow>[] saves)
    {
        parameters.Add("store", Array.ConvertAll(saves, save => save.Key.Store));
        parameters.Add(Keys("key", Array.ConvertAll(saves, save => save.Key)));
        parameters.Add("resource", Array.ConvertAll(saves, save => save.Key.Resource.ToString()));
        parameters.Add("keep", Array.ConvertAll(saves, save => save.KeepLease));
        parameters.Array("known", NpgsqlDbType.TimestampTz, Array.ConvertAll(saves, save => save.Now));
        var rows = Array.ConvertAll(saves, save => save.Row);
        foreach (var column in _columns)
        {
            parameters.Array(column.Name, column.Type, column.Values(rows));
        }

        parameters.Add("lease", _lease);
        AddOutcomes(parameters, saves);
        AddFailures(parameters, saves);
    }

    private static void AddOutcomes(ParameterList parameters, Save<TRow>[] saves)
    {
        (long Number, InboxOutcome Outcome)[] outcomes =
        [
            .. saves.SelectMany((save, i) => save.Outcomes.Select(outcome => (i + 1L, outcome))),
        ];
        parameters.Add("applied_numbers", Array.ConvertAll(outcomes, item => item.Number));
        parameters.Add("applied_ids", Array.ConvertAll(outcomes, item => item.Outcome.InboxId));
        parameters.Add("applied_states", Array.ConvertAll(outcomes, item => (short)item.Outcome.State));
        parameters.Array("applied_reasons", NpgsqlDbType.Text, Array.ConvertAll(outcomes, item => item.Outcome.Reason));
    }

    private static void AddFailures(ParameterList parameters, Save<TRow>[] saves)
    {
        (long Number, FailureRow Failure)[] failures =
        [
            .. saves
                .Select((save, i) => (i + 1L, save.Failure))
                .Where(item => item.Failure is not null)
                .Select(item => (item.Item1, item.Failure!)),
        ];
        if (failures.Length == 0)
        {
            return;
        }

        parameters.Add("failed_numbers", Array.ConvertAll(failures, item => item.Number));
        parameters.Add("failed_actions", Array.ConvertAll(failures, item => (short)item.Failure.Action));
        parameters.Add("failed_reasons", Array.ConvertAll(failures, item => item.Failure.Reason));
        parameters.Array(
            "failed_statuses",
            NpgsqlDbType.Integer,
            Array.ConvertAll(failures, item => item.Failure.Status)
        );
        parameters.Array("failed_details", NpgsqlDbType.Text, Array.ConvertAll(failures, item => item.Failure.Detail));
        parameters.Array(
            "failed_requests",
            NpgsqlDbType.Text,
            Array.ConvertAll(failures, item => item.Failure.RequestId)
        );
        parameters.Array(
            "failed_traces",
            NpgsqlDbType.Text,
            Array.ConvertAll(failures, item => item.Failure.TraceParent)
        );
    }
}
