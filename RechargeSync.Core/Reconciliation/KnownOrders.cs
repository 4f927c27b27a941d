using Npgsql;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Our side of the comparison: table <c>orders</c>.</summary>
internal sealed class KnownOrders(NpgsqlDataSource database)
{
    // At rest: no lease, no retry, no delivery to apply, and none of it since Recharge was asked. Only then does a
    // difference between the two mean anything.
    private const string Read = """
        SELECT o.order_id, o.state, o.platform_order_id, o.adopted, o.order_written_at IS NOT NULL, o.desired_hash,
            o.source_updated_at, o.source_updated_at_is_instant, o.fence,
            o.due_at IS NULL AND o.lease_owner IS NULL AND o.updated_at < @asked
                AND NOT EXISTS (SELECT 1 FROM inbox WHERE store = o.store AND resource_key = 'order/' || o.order_id AND state = 0)
        FROM orders o WHERE o.store = @store AND o.order_id = ANY (@ids)
        """;

    // The planner finds the step intended, so it looks before it writes. The fence grows, so that nobody who had the row
    // before can write over this; the row comes up with the next look for due work.
    private static readonly string s_unwrite = $"""
        UPDATE orders SET order_written_at = NULL, intent = {WorkStep.WriteOrderIds.Sql()}, {WorkChanges.Revive}
        WHERE store = @store AND order_id = @id AND fence = @fence AND lease_owner IS NULL AND due_at IS NULL
            AND order_written_at IS NOT NULL
        """;

    private const string Placed = """
        SELECT order_id FROM orders WHERE store = @store AND order_id > @after AND platform_order_id IS NOT NULL AND due_at IS NULL
        ORDER BY order_id LIMIT @limit
        """;

    /// <summary>Reads what we know of these orders; those that we do not know are left out.</summary>
    /// <param name="store">The store's name.</param>
    /// <param name="ids">Recharge's ids.</param>
    /// <param name="asked">The database's time before Recharge was asked.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyDictionary<long, KnownOrder>> ReadAsync(
        string store,
        long[] ids,
        DateTimeOffset asked,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<long[]>("ids", ids));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("asked", asked));
        var orders = new Dictionary<long, KnownOrder>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RowReader(reader);
            var id = row.Value<long>();
            var (state, platformId, adopted, written, hash) = (
                (WorkState)row.Value<short>(),
                row.Optional<string>(),
                row.Value<bool>(),
                row.Value<bool>(),
                row.Optional<byte[]>()
            );
            var (updated, isInstant) = (row.OptionalValue<DateTimeOffset>(), row.Value<bool>());
            orders.Add(
                id,
                new KnownOrder(
                    state,
                    platformId,
                    adopted,
                    written,
                    hash,
                    updated is { } time ? new SourceTime(time, isInstant) : null,
                    row.Value<long>(),
                    row.Value<bool>()
                )
            );
        }

        return orders;
    }

    /// <summary>Makes the state machine write the ids once more; false where the row has moved on meanwhile.</summary>
    public async Task<bool> WriteAgainAsync(
        string store,
        long orderId,
        KnownOrder known,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_unwrite);
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<long>("id", orderId));
        command.Parameters.Add(new NpgsqlParameter<long>("fence", known.Fence));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>The next of our placed orders, by id.</summary>
    public async Task<IReadOnlyList<long>> PlacedAsync(
        string store,
        long after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Placed);
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<long>("after", after));
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }
}
