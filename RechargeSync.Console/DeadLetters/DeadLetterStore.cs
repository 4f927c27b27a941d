using Npgsql;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Payloads;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.DeadLetters;

/// <summary>
/// Reads dead letters, and gives them back to the workers or discards them. Every action leaves a row.
/// </summary>
internal sealed class DeadLetterStore(NpgsqlDataSource database)
{
    // No store's name holds it.
    private const char CursorMark = ':';

    // Orders, carts and deliveries side by side; deliveries are those that never became part of an order or a cart.
    internal const string Letters = """
        SELECT 'order/' || order_id AS id, store, reason, attempts, finished_at, trace_parent FROM orders WHERE state = 4
        UNION ALL
        SELECT 'checkout/' || token, store, reason, attempts, finished_at, trace_parent FROM carts WHERE state = 4
        UNION ALL
        SELECT 'delivery/' || id, store, reason, 0, finished_at, trace_parent FROM inbox WHERE state IN (3, 4)
        """;

    private const string Chosen = """
        store = @store AND (id = ANY (@ids) OR cardinality(@ids) = 0)
        AND (@reason::text IS NULL OR cardinality(@ids) > 0 OR reason = @reason) AND (@kind::text IS NULL OR cardinality(@ids) > 0 OR starts_with(id, @kind || '/'))
        """;

    // A replayed row is due at once and fenced against whoever held it. A delivery that names its resource goes back to
    // the sweeper; one that does not cannot be worked on.
    private const string Replay = $"""
        WITH letters AS ({Letters}), chosen AS (SELECT * FROM letters WHERE {Chosen}),
        orders_again AS (
            UPDATE orders SET state = 1, reason = NULL, attempts = 0, failing_since = NULL, retry_at = NULL, finished_at = NULL, due_at = now(), lease_owner = NULL,
                fence = fence + 1, updated_at = now()
            FROM chosen WHERE chosen.id = 'order/' || orders.order_id AND chosen.store = orders.store AND orders.state = 4 RETURNING chosen.id, chosen.store, chosen.reason),
        carts_again AS (
            UPDATE carts SET state = 1, reason = NULL, attempts = 0, failing_since = NULL, retry_at = NULL, finished_at = NULL, due_at = now(), lease_owner = NULL,
                fence = fence + 1, updated_at = now()
            FROM chosen WHERE chosen.id = 'checkout/' || carts.token AND chosen.store = carts.store AND carts.state = 4 RETURNING chosen.id, chosen.store, chosen.reason),
        deliveries_again AS (
            UPDATE inbox SET state = 0, reason = NULL, finished_at = NULL, sweeps = 0, enqueued_at = now() - interval '1 hour'
            FROM chosen WHERE chosen.id = 'delivery/' || inbox.id AND chosen.store = inbox.store AND inbox.state IN (3, 4) AND inbox.resource_key <> '' RETURNING chosen.id, chosen.store, chosen.reason),
        acted AS (SELECT * FROM orders_again UNION ALL SELECT * FROM carts_again UNION ALL SELECT * FROM deliveries_again)
        INSERT INTO acts (actor, act, store, resource_key, reason, note) SELECT @actor, 'replay', store, id, reason, @note FROM acted
        """;

    private const string Ignore = $"""
        WITH letters AS ({Letters}), chosen AS (SELECT * FROM letters WHERE {Chosen}),
        orders_away AS (
            UPDATE orders SET state = 3, fence = fence + 1, updated_at = now()
            FROM chosen WHERE chosen.id = 'order/' || orders.order_id AND chosen.store = orders.store AND orders.state = 4 RETURNING chosen.id, chosen.store, chosen.reason),
        carts_away AS (
            UPDATE carts SET state = 3, fence = fence + 1, updated_at = now()
            FROM chosen WHERE chosen.id = 'checkout/' || carts.token AND chosen.store = carts.store AND carts.state = 4 RETURNING chosen.id, chosen.store, chosen.reason),
        deliveries_away AS (
            UPDATE inbox SET state = 2 FROM chosen WHERE chosen.id = 'delivery/' || inbox.id AND chosen.store = inbox.store AND inbox.state IN (3, 4) RETURNING chosen.id, chosen.store, chosen.reason),
        acted AS (SELECT * FROM orders_away UNION ALL SELECT * FROM carts_away UNION ALL SELECT * FROM deliveries_away)
        INSERT INTO acts (actor, act, store, resource_key, reason, note) SELECT @actor, 'ignore', store, id, reason, @note FROM acted
        """;

    /// <summary>Lists dead letters in the order of store and id.</summary>
    /// <param name="store">Of this store; null for all.</param>
    /// <param name="kind"><c>order</c>, <c>checkout</c> or <c>delivery</c>; null for all.</param>
    /// <param name="reason">With this reason; null for all.</param>
    /// <param name="cursor"><see cref="ListPage{T}.Next"/> of the page before; null for the first page.</param>
    /// <param name="limit">Most of them in the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<ListPage<DeadLetter>> ListAsync(
        string? store,
        string? kind,
        string? reason,
        string? cursor,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT id, store, reason, attempts, finished_at, trace_parent FROM ({Letters}) AS letters
            WHERE (@store::text IS NULL OR store = @store) AND (@kind::text IS NULL OR starts_with(id, @kind || '/'))
                AND (@reason::text IS NULL OR reason = @reason) AND (@after::text IS NULL OR (store, id) > (@in, @after))
            ORDER BY store, id LIMIT @limit
            """
        );
        var parameters = new ParameterList(command.Parameters);
        parameters.Optional("store", NpgsqlTypes.NpgsqlDbType.Text, store);
        parameters.Optional("kind", NpgsqlTypes.NpgsqlDbType.Text, kind);
        parameters.Optional("reason", NpgsqlTypes.NpgsqlDbType.Text, reason);
        var place = cursor?.Split(CursorMark, 2);
        parameters.Optional("in", NpgsqlTypes.NpgsqlDbType.Text, place?[0]);
        parameters.Optional("after", NpgsqlTypes.NpgsqlDbType.Text, place?[^1]);
        parameters.Add("limit", limit + 1);
        var letters = await ReadAsync(command, Letter, cancellationToken);
        return letters.Count > limit
            ? new ListPage<DeadLetter>(
                letters[..limit],
                $"{letters[limit - 1].Store}{CursorMark}{letters[limit - 1].Id}"
            )
            : new ListPage<DeadLetter>(letters, null);
    }

    /// <summary>One dead letter with its failed attempts and the actions of operators; null where there is none.</summary>
    public async Task<DeadLetterDetail?> FindAsync(string store, string id, CancellationToken cancellationToken)
    {
        await using var find = database.CreateCommand(
            $"SELECT id, store, reason, attempts, finished_at, trace_parent FROM ({Letters}) AS letters WHERE store = @store AND id = @id"
        );
        AddKey(find, store, id);
        if (await ReadAsync(find, Letter, cancellationToken) is not [var letter])
        {
            return null;
        }

        await using var failures = database.CreateCommand(
            "SELECT failed_at, action, reason, status, detail, request_id, trace_parent FROM failures WHERE store = @store AND resource_key = @id ORDER BY id DESC LIMIT 50"
        );
        AddKey(failures, store, id);
        await using var acts = database.CreateCommand(
            "SELECT acted_at, actor, act, note FROM acts WHERE store = @store AND resource_key = @id ORDER BY id DESC LIMIT 50"
        );
        AddKey(acts, store, id);
        return new DeadLetterDetail(
            letter,
            await ReadAsync(failures, Failure, cancellationToken),
            await ReadAsync(acts, Act, cancellationToken)
        );
    }

    /// <summary>How many dead letters an action would reach.</summary>
    public async Task<int> CountAsync(DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"WITH letters AS ({Letters}) SELECT count(*)::integer FROM letters WHERE {Chosen}"
        );
        AddSelection(command, selection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Gives dead letters back to the workers; returns how many.</summary>
    public Task<int> ReplayAsync(DeadLetterSelection selection, string actor, CancellationToken cancellationToken) =>
        ActAsync(Replay, selection, actor, cancellationToken);

    /// <summary>Discards dead letters for good; returns how many.</summary>
    public Task<int> DiscardAsync(DeadLetterSelection selection, string actor, CancellationToken cancellationToken) =>
        ActAsync(Ignore, selection, actor, cancellationToken);

    private async Task<int> ActAsync(
        string sql,
        DeadLetterSelection selection,
        string actor,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(sql);
        AddSelection(command, selection);
        var parameters = new ParameterList(command.Parameters);
        parameters.Optional("note", NpgsqlTypes.NpgsqlDbType.Text, selection.Note);
        parameters.Add("actor", actor);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddSelection(NpgsqlCommand command, DeadLetterSelection selection)
    {
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", selection.Store);
        parameters.Add("ids", selection.Ids.ToArray());
        parameters.Optional("reason", NpgsqlTypes.NpgsqlDbType.Text, selection.Reason);
        parameters.Optional("kind", NpgsqlTypes.NpgsqlDbType.Text, selection.Kind);
    }

    private static DeadLetter Letter(RowReader row) =>
        new(
            row.Value<string>(),
            row.Value<string>(),
            row.Optional<string>(),
            row.Value<int>(),
            row.OptionalValue<DateTimeOffset>(),
            row.Optional<string>()
        );

    private static FailedAttempt Failure(RowReader row) =>
        new()
        {
            At = row.Value<DateTimeOffset>(),
            Step = ApiNames.Of((SyncAction)row.Value<short>()),
            Reason = row.Value<string>(),
            Status = row.OptionalValue<int>(),
            Detail = PersonalDataMask.MaskText(row.Optional<string>()),
            RequestId = row.Optional<string>(),
            TraceParent = row.Optional<string>(),
        };

    private static DeadLetterAction Act(RowReader row) =>
        new(row.Value<DateTimeOffset>(), row.Value<string>(), row.Value<string>(), row.Optional<string>());

    private static void AddKey(NpgsqlCommand command, string store, string id)
    {
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<string>("id", id));
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlCommand command,
        Func<RowReader, T> read,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(new RowReader(reader)));
        }

        return rows;
    }
}
