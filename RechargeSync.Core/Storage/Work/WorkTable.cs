using System.Data;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Batching;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Leases, recovery points and due rows in Postgres, for one table. Concurrent claims share a statement and a commit,
/// and so do saves; both go in the order of their keys, so that two workers cannot lock each other out.
/// </summary>
internal abstract class WorkTable<TRow> : IWorkTable<TRow>, IWaitingRows, IDatedTable, IAsyncDisposable
    where TRow : class, IWorkRow<TRow>
{
    private const int MaxBatch = 128;
    private const int Writers = 1;
    private const int MaxDeliveries = 50;
    private static readonly TimeSpan s_batchTimeout = TimeSpan.FromSeconds(15);

    // The lease is the statements' own business: who has it, until when, and since when the row is as it is.
    private static readonly RowShape<TRow> s_shape = new("lease_owner", "due_at", "updated_at");

    private readonly NpgsqlDataSource _database;
    private readonly string _owner;
    private readonly string _worker;
    private readonly WorkSql _sql;
    private readonly Column<TRow>[] _given;
    private readonly GroupCommit<WorkKey, Claim<TRow>?> _claims;
    private readonly GroupCommit<Save<TRow>, Saved> _saves;

    protected WorkTable(WorkSql sql, NpgsqlDataSource database, WorkerName worker, TimeSpan lease, TimeProvider clock)
    {
        (_sql, _database, _worker, Lease) = (sql, database, worker.Value, lease);
        _given = Given(sql.Key);

        // The name outlives the process, the suffix does not: what the last process left can be told from our own.
        _owner = string.Create(CultureInfo.InvariantCulture, $"{worker.Value}#{Guid.NewGuid():N}");
        _claims = new GroupCommit<WorkKey, Claim<TRow>?>(
            (keys, token) => database.WithoutTracesAsync(() => ClaimBatchAsync(keys, token)),
            MaxBatch,
            Writers,
            s_batchTimeout,
            clock,
            RefusedStatements.IsRefusal
        );
        _saves = new GroupCommit<Save<TRow>, Saved>(
            (saves, token) => database.WithoutTracesAsync(() => SaveBatchAsync(saves, token)),
            MaxBatch,
            Writers,
            s_batchTimeout,
            clock,
            RefusedStatements.IsRefusal
        );
    }

    public TimeSpan Lease { get; }

    public Task<Claim<TRow>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken) =>
        _claims.SubmitAsync(key, cancellationToken);

    public Task<Saved> SaveAsync(Save<TRow> save, CancellationToken cancellationToken) =>
        _saves.SubmitAsync(save, cancellationToken);

    public async Task<IReadOnlyList<WorkKey>> DueAsync(
        IReadOnlyList<StoreRoom> rooms,
        CancellationToken cancellationToken
    )
    {
        await using var command = _database.CreateCommand(_sql.Due);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("stores", rooms.Select(room => room.Store).ToArray());
        parameters.Add("limits", rooms.Select(room => room.Most).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<WorkKey>();
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(ReadKey(reader));
        }

        return keys;
    }

    public async Task<int> WakeAsync(string store, StoreSide side, int limit, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Wake);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("waiting_store", store);
        parameters.Add("side", (short)side);
        parameters.Add("limit", limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> ReleaseOwnAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.ReleaseOwn);
        command.Parameters.Add(new NpgsqlParameter<string>("worker", _worker + "#"));
        command.Parameters.Add(new NpgsqlParameter<string>("owner", _owner));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> ForgetFutureAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.ForgetFuture);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _claims.DisposeAsync();
        await _saves.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The statements of a table; what the parameters mean, says <see cref="WorkSql"/>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">The key's column beside <c>store</c>.</param>
    /// <param name="intent">The step that a new row most likely begins with.</param>
    protected static WorkSql Statements(string table, string key, WorkStep intent) =>
        new(
            table,
            key,
            s_shape.Select(table),
            [.. Given(key).Select(column => column.Name).Where(name => name is not ("fence" or "retry_at"))],
            intent
        );

    /// <summary>The parameter of the keys' own column.</summary>
    protected abstract NpgsqlParameter Keys(string name, WorkKey[] keys);

    /// <summary>Reads a key from the columns of the primary key.</summary>
    protected abstract WorkKey ReadKey(NpgsqlDataReader reader);

    protected abstract WorkKey KeyOf(TRow row);

    /// <summary>The delivery whose payload is in force, for a table that knows one.</summary>
    protected virtual long? PayloadOf(TRow row) => null;

    // A save changes neither the key nor when the row began.
    private static Column<TRow>[] Given(string key) =>
        [.. s_shape.Columns.Where(column => column.Name is not ("store" or "created_at") && column.Name != key)];

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
                .ThenBy(key => key.ChargeId)
                .ThenBy(key => key.Token, StringComparer.Ordinal),
        ];
        var rows = new Dictionary<WorkKey, (TRow Row, DateTimeOffset Now, WorkStep Intent)>(keys.Length);
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
                deliveries[keys[reader.GetInt64("number") - 1]].Add(ReadDelivery(reader));
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
        claim.Parameters.Add(new NpgsqlParameter<TimeSpan>("lease", Lease));
        batch.BatchCommands.Add(claim);
        var deliveries = new NpgsqlBatchCommand(InboxTable.Waiting);
        deliveries.Parameters.Add(new NpgsqlParameter<string[]>("stores", stores));
        deliveries.Parameters.Add(new NpgsqlParameter<string[]>("resources", resources));
        deliveries.Parameters.Add(new NpgsqlParameter<int>("limit", MaxDeliveries));
        batch.BatchCommands.Add(deliveries);
    }

    private async Task ReadClaimedAsync(
        NpgsqlDataReader reader,
        Dictionary<WorkKey, (TRow Row, DateTimeOffset Now, WorkStep Intent)> rows,
        CancellationToken cancellationToken
    )
    {
        var found = s_shape.Find(reader);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = s_shape.Read(reader, found);
            var now = reader.GetFieldValue<DateTimeOffset>("now");

            // The first fencing token is a new row's: nothing of it has been tried yet, whatever its intent says.
            rows[KeyOf(row)] =
                row.Work.Fence == 1
                    ? (row.With(row.Work with { Intent = WorkStep.None }), now, row.Work.Intent)
                    : (row, now, WorkStep.None);
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
            await using var command = new NpgsqlCommand(InboxTable.ById, connection);
            command.Parameters.Add(new NpgsqlParameter<long[]>("ids", known));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var payload = ReadDelivery(reader);
                payloads[payload.Id] = payload;
            }
        }

        return payloads;
    }

    private static PendingDelivery ReadDelivery(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64("id"),
            reader.GetString("topic"),
            reader.GetFieldValue<byte[]>("body"),
            reader.IsDBNull("trace_parent") ? null : reader.GetString("trace_parent")
        )
        {
            ReceivedAt = reader.GetFieldValue<DateTimeOffset>("received_at"),
        };

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
                .ThenBy(index => saves[index].Key.ChargeId)
                .ThenBy(index => saves[index].Key.Token, StringComparer.Ordinal),
        ];
        var sorted = Array.ConvertAll(order, index => saves[index]);
        var results = new Saved[saves.Count];
        Array.Fill(results, Saved.Fenced);

        int[] given = [.. Enumerable.Range(0, sorted.Length).Where(number => !sorted[number].KeepLease)];
        await using var batch = _database.CreateBatch();
        var save = new NpgsqlBatchCommand(
            sorted.Any(save => save.Failure is not null) ? _sql.SaveWithFailures : _sql.Save
        );
        AddSaves(new ParameterList(save.Parameters), sorted);
        batch.BatchCommands.Add(save);
        if (given.Length > 0)
        {
            AddMoreWaits(batch, Array.ConvertAll(given, number => sorted[number].Key));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            results[order[reader.GetInt64("number") - 1]] = new Saved(
                Held: true,
                MoreWaits: false,
                reader.GetFieldValue<DateTimeOffset>("now")
            );
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ref var saved = ref results[order[given[reader.GetInt64("number") - 1]]];
            saved = saved with { MoreWaits = saved.Held };
        }

        return results;
    }

    private static void AddMoreWaits(NpgsqlBatch batch, WorkKey[] keys)
    {
        var command = new NpgsqlBatchCommand(WorkSql.MoreWaits);
        command.Parameters.Add(new NpgsqlParameter<string[]>("stores", Array.ConvertAll(keys, key => key.Store)));
        command.Parameters.Add(
            new NpgsqlParameter<string[]>("resources", Array.ConvertAll(keys, key => key.Resource.ToString()))
        );
        batch.BatchCommands.Add(command);
    }

    private void AddSaves(ParameterList parameters, Save<TRow>[] saves)
    {
        parameters.Add("store", Array.ConvertAll(saves, save => save.Key.Store));
        parameters.Add(Keys("key", Array.ConvertAll(saves, save => save.Key)));
        parameters.Add("resource", Array.ConvertAll(saves, save => save.Key.Resource.ToString()));
        parameters.Add("keep", Array.ConvertAll(saves, save => save.KeepLease));
        parameters.Array("known", NpgsqlDbType.TimestampTz, Array.ConvertAll(saves, save => save.Now));
        var rows = Array.ConvertAll(saves, save => save.Row);
        foreach (var column in _given)
        {
            parameters.Add(column.Values(rows));
        }

        parameters.Add("lease", Lease);
        parameters.Add("owner", _owner);
        AddOutcomes(parameters, saves);
        AddFailures(parameters, saves);
    }

    private static void AddOutcomes(ParameterList parameters, Save<TRow>[] saves)
    {
        (long Number, DeliveryOutcome Outcome)[] outcomes =
        [
            .. saves.SelectMany((save, i) => save.Outcomes.Select(outcome => (i + 1L, outcome))),
        ];
        parameters.Add("applied_numbers", Array.ConvertAll(outcomes, item => item.Number));
        parameters.Add("applied_ids", Array.ConvertAll(outcomes, item => item.Outcome.Id));
        parameters.Add("applied_states", Array.ConvertAll(outcomes, item => (short)item.Outcome.State));
        parameters.Array("applied_reasons", NpgsqlDbType.Text, Array.ConvertAll(outcomes, item => item.Outcome.Reason));
    }

    private static void AddFailures(ParameterList parameters, Save<TRow>[] saves)
    {
        (long Number, FailedAttemptRow Failure)[] failures =
        [
            .. saves
                .Select((save, i) => (i + 1L, save.Failure))
                .Where(item => item.Failure is not null)
                .Select(item => (item.Item1, item.Failure!)),
        ];
        if (failures.Length > 0)
        {
            parameters.Describe(
                Array.ConvertAll(failures, item => item.Number),
                Array.ConvertAll(failures, item => item.Failure)
            );
        }
    }
}
