using System.Buffers.Binary;
using System.Data;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>inbox</c>: what was delivered.</summary>
internal sealed class InboxTable(NpgsqlDataSource database) : IDatedTable
{
    /// <summary>Deliveries that wait, by their key's number in the batch, oldest first.</summary>
    public static readonly string Waiting = $"""
        SELECT k.number, i.id, i.topic, i.body, i.trace_parent, i.received_at
        FROM unnest(@stores, @resources) WITH ORDINALITY AS k (store, resource, number)
        CROSS JOIN LATERAL (
            SELECT id, topic, body, trace_parent, received_at FROM inbox
            WHERE inbox.store = k.store AND inbox.resource_key = k.resource AND inbox.{DeliverySql.IsWaiting}
            ORDER BY inbox.id + 0 LIMIT @limit) AS i
        """;

    /// <summary>Deliveries by their ids, of those whose body is still there.</summary>
    public const string ById =
        "SELECT id, topic, body, trace_parent, received_at FROM inbox WHERE id = ANY (@ids) AND erased_at IS NULL";

    /// <summary>
    /// The part of a recovery point that tells what became of deliveries, for those of its CTE <c>saved</c> that held.
    /// No state is below the received one; written as an equation, an index of all that waits would look like a short
    /// way.
    /// </summary>
    public static readonly string Apply = $"""
        applied AS (
            UPDATE inbox SET state = o.state, reason = o.reason, finished_at = now()
            FROM unnest(@applied_numbers, @applied_ids, @applied_states, @applied_reasons)
                AS o (number, id, state, reason)
            JOIN saved ON saved.number = o.number
            WHERE inbox.id = o.id AND inbox.state <= {DeliveryState.Received.Sql()})
        """;

    private static readonly RowShape<DeliveryRow> s_shape = new(
        "id",
        "received_at",
        "enqueued_at",
        "sweeps",
        "finished_at",
        "erased_at",
        "keep_until"
    );

    // In the order of the unique key: two batches that share deliveries would else wait for each other.
    private static readonly string s_insert = $"""
        INSERT INTO inbox ({s_shape.Names}, finished_at)
        SELECT {s_shape.Select("d")}, CASE WHEN d.{DeliverySql.IsWaiting} THEN NULL ELSE now() END
        FROM unnest({s_shape.Parameters}) AS d ({s_shape.Names})
        ORDER BY d.store, d.dedupe_key
        ON CONFLICT (store, dedupe_key) DO NOTHING
        RETURNING store, dedupe_key
        """;

    // What is handed out is dated anew: whoever looks next passes over it for as long as it may be in work.
    private static readonly string s_sweep = $"""
        UPDATE inbox SET enqueued_at = now(), sweeps = sweeps + 1
        WHERE id IN (
            SELECT id FROM inbox
            WHERE finished_at IS NULL AND state <= {DeliveryState.Received.Sql()} AND store = ANY (@stores)
                AND enqueued_at < now() - @first AND (sweeps = 0 OR enqueued_at < now() - @again)
                AND (@in_hand IS NULL OR enqueued_at < now() - @in_hand)
            ORDER BY enqueued_at LIMIT @limit FOR UPDATE SKIP LOCKED)
        RETURNING store, resource_key, trace_parent
        """;

    // One step along the index for each store, whatever waits there.
    private static readonly string s_waitingStores = $"""
        WITH RECURSIVE waiting AS (
            (SELECT store FROM inbox WHERE {DeliverySql.IsWaiting} ORDER BY store LIMIT 1)
            UNION ALL
            SELECT (
                SELECT inbox.store FROM inbox
                WHERE inbox.{DeliverySql.IsWaiting} AND inbox.store > waiting.store ORDER BY inbox.store LIMIT 1)
            FROM waiting WHERE waiting.store IS NOT NULL)
        SELECT store FROM waiting WHERE store IS NOT NULL
        """;

    private static readonly string s_supersede = $"""
        UPDATE inbox SET state = {DeliveryState.Ignored.Sql()}, reason = 'superseded by what Recharge answered'
        WHERE store = @store AND resource_key = @resource AND state <> {DeliveryState.Received.Sql()}
            AND state = {DeliveryState.Quarantined.Sql()}
        """;

    private const string OldestWait = """
        SELECT coalesce(extract(epoch FROM now() - received_at), 0)::double precision FROM inbox
        WHERE finished_at IS NULL ORDER BY enqueued_at LIMIT 1
        """;

    private const string Forget =
        $"UPDATE inbox SET enqueued_at = now() WHERE finished_at IS NULL AND enqueued_at > {Future.Begin}";

    /// <summary>Stores deliveries in one commit.</summary>
    /// <returns>
    /// For each, in order, whether it is new; false too for the second of two equal ones in one batch.
    /// </returns>
    public async Task<bool[]> InsertAsync(DeliveryRow[] batch, CancellationToken cancellationToken)
    {
        // If a first attempt was committed after all, the second makes it a duplicate, and the sweeper takes it up.
        var inserted = await database.WithoutTracesAsync(() =>
            database.OverAnyConnectionAsync(() => InsertOnceAsync(batch, cancellationToken))
        );
        return Array.ConvertAll(batch, row => inserted.Remove((row.Store, Half(row.DedupeKey))));
    }

    /// <summary>Hands out deliveries of these stores that nobody works on, the oldest first.</summary>
    public async Task<IReadOnlyList<SweptDelivery>> SweepAsync(
        string[] stores,
        SweepRule rule,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_sweep);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("stores", stores);
        parameters.Add("first", rule.First);
        parameters.Add("again", rule.Again);
        parameters.Optional("in_hand", NpgsqlDbType.Interval, rule.InHand);
        parameters.Add("limit", limit);
        var swept = new List<SweptDelivery>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            swept.Add(
                new SweptDelivery(
                    reader.GetString("store"),
                    reader.GetString("resource_key"),
                    reader.IsDBNull("trace_parent") ? null : reader.GetString("trace_parent")
                )
            );
        }

        return swept;
    }

    /// <summary>The stores of which deliveries wait, configured here or not.</summary>
    public async Task<IReadOnlyList<string>> WaitingStoresAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_waitingStores);
        var stores = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stores.Add(reader.GetString("store"));
        }

        return stores;
    }

    /// <summary>The age of the oldest delivery that was not applied yet; zero where there is none.</summary>
    public async Task<TimeSpan> OldestWaitAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OldestWait);
        return await command.ExecuteScalarAsync(cancellationToken) is double seconds
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;
    }

    /// <summary>Settles what was quarantined of an order for which Recharge has answered what can be read.</summary>
    public async Task SupersedeAsync(string store, ResourceKey resource, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_supersede);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", store);
        parameters.Add("resource", resource.ToString());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> ForgetFutureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Forget);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Half of a SHA-256 tells the deliveries of one batch apart.
    private static UInt128 Half(byte[] dedupe) => BinaryPrimitives.ReadUInt128BigEndian(dedupe);

    private async Task<HashSet<(string Store, UInt128 Dedupe)>> InsertOnceAsync(
        DeliveryRow[] batch,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_insert);
        foreach (var column in s_shape.Columns)
        {
            command.Parameters.Add(column.Values(batch));
        }

        var inserted = new HashSet<(string, UInt128)>(batch.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            inserted.Add((reader.GetString("store"), Half(reader.GetFieldValue<byte[]>("dedupe_key"))));
        }

        return inserted;
    }
}

/// <summary>Which deliveries a sweep hands out.</summary>
/// <param name="First">Those that waited for this long.</param>
/// <param name="Again">Those that were handed out before, this long ago.</param>
/// <param name="InHand">Not those younger than this, which the stream may still have; null for none.</param>
internal sealed record SweepRule(TimeSpan First, TimeSpan Again, TimeSpan? InHand);

/// <summary>A delivery that was handed out.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="ResourceKey">What it is about.</param>
/// <param name="TraceParent">Trace context of the webhook.</param>
internal sealed record SweptDelivery(string Store, string ResourceKey, string? TraceParent);
