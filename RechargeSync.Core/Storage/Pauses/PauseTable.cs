using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>The pauses that all workers share.</summary>
internal interface IPauseTable
{
    /// <summary>All of them, those included that are just being resumed.</summary>
    Task<IReadOnlyList<KnownPause>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Pauses a side; false where it is paused already.</summary>
    /// <param name="store">The store.</param>
    /// <param name="side">Its side.</param>
    /// <param name="reason">How the last call failed.</param>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="wait">Time until the first probe.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    Task<bool> PauseAsync(
        string store,
        StoreSide side,
        string reason,
        int? status,
        TimeSpan wait,
        CancellationToken cancellationToken
    );

    /// <summary>Takes the probe that is due; false where another worker has it.</summary>
    /// <param name="pause">The pause, with the number of its probes.</param>
    /// <param name="wait">Time until the next probe.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    Task<bool> TakeProbeAsync(StorePauseRow pause, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>
    /// A probe was answered: what has waited may go on. Returns false where somebody has resumed it before.
    /// </summary>
    Task<bool> ResumeAsync(string store, StoreSide side, CancellationToken cancellationToken);

    /// <summary>Takes a pause away that was over for some seconds.</summary>
    Task ForgetAsync(string store, StoreSide side, CancellationToken cancellationToken);
}

/// <summary>A pause as it was read.</summary>
/// <param name="Row">The row.</param>
/// <param name="IsProbeDue">Whether by the database's clock an order is to be tried.</param>
internal sealed record KnownPause(StorePauseRow Row, bool IsProbeDue);

/// <summary>Table <c>store_pauses</c>.</summary>
internal sealed class PauseTable(NpgsqlDataSource database) : IPauseTable, IDatedTable
{
    private const string Read = """
        SELECT store, side, reason, status, paused_at, probes, probe_at, resumed_at, updated_at,
            resumed_at IS NULL AND probe_at <= now() AS is_probe_due
        FROM store_pauses
        """;

    // One that is just being resumed begins anew.
    private const string Pause = """
        INSERT INTO store_pauses (store, side, reason, status, paused_at, probes, probe_at, updated_at)
        VALUES (@store, @side, @reason, @status, now(), 0, now() + @wait, now())
        ON CONFLICT (store, side) DO UPDATE SET reason = excluded.reason, status = excluded.status, paused_at = now(),
            probes = 0, probe_at = excluded.probe_at, resumed_at = NULL, updated_at = now()
        WHERE store_pauses.resumed_at IS NOT NULL
        """;

    private const string TakeProbe = """
        UPDATE store_pauses SET probes = probes + 1, probe_at = now() + @wait, updated_at = now()
        WHERE store = @store AND side = @side AND probes = @probes AND probe_at <= now() AND resumed_at IS NULL
        """;

    private const string Resume = """
        UPDATE store_pauses SET resumed_at = now(), updated_at = now()
        WHERE store = @store AND side = @side AND resumed_at IS NULL
        """;

    private const string ResumeByHand = $"""
        WITH changed AS (
            {Resume} RETURNING store, 'store' AS resource_key, reason)
        {AuditLog.Record}
        """;

    // Until then a worker that has not heard of it may still have an order wait.
    private const string Forget = """
        DELETE FROM store_pauses
        WHERE store = @store AND side = @side AND resumed_at < now() - interval '10 seconds'
        """;

    private const string ForgetFuture =
        $"UPDATE store_pauses SET probe_at = now(), updated_at = now() WHERE updated_at > {Future.Begin}";

    public async Task<IReadOnlyList<KnownPause>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Read);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pauses = new List<KnownPause>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new NamedRow(reader);
            pauses.Add(
                new KnownPause(
                    new StorePauseRow
                    {
                        Store = row.Value<string>("store"),
                        Side = row.Number<StoreSide>("side"),
                        Reason = row.Value<string>("reason"),
                        Status = row.OptionalValue<int>("status"),
                        PausedAt = row.Value<DateTimeOffset>("paused_at"),
                        Probes = row.Value<int>("probes"),
                        ProbeAt = row.Value<DateTimeOffset>("probe_at"),
                        ResumedAt = row.OptionalValue<DateTimeOffset>("resumed_at"),
                        UpdatedAt = row.Value<DateTimeOffset>("updated_at"),
                    },
                    row.Value<bool>("is_probe_due")
                )
            );
        }

        return pauses;
    }

    public async Task<bool> PauseAsync(
        string store,
        StoreSide side,
        string reason,
        int? status,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(Pause, store, side, out var parameters);
        parameters.Add("reason", reason);
        parameters.Optional("status", NpgsqlDbType.Integer, status);
        parameters.Add("wait", wait);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> TakeProbeAsync(StorePauseRow pause, TimeSpan wait, CancellationToken cancellationToken)
    {
        await using var command = Command(TakeProbe, pause.Store, pause.Side, out var parameters);
        parameters.Add("probes", pause.Probes);
        parameters.Add("wait", wait);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> ResumeAsync(string store, StoreSide side, CancellationToken cancellationToken)
    {
        await using var command = Command(Resume, store, side, out _);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>An operator resumes a side; false where it is not paused.</summary>
    public async Task<bool> ResumeAsync(
        string store,
        StoreSide side,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(ResumeByHand, store, side, out var parameters);
        parameters.Describe(action);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task ForgetAsync(string store, StoreSide side, CancellationToken cancellationToken)
    {
        await using var command = Command(Forget, store, side, out _);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> ForgetFutureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ForgetFuture);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, string store, StoreSide side, out ParameterList parameters)
    {
        var command = database.CreateCommand(sql);
        parameters = new ParameterList(command.Parameters);
        parameters.Add("store", store);
        parameters.Add("side", (short)side);
        return command;
    }
}
