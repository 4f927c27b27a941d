using Npgsql;

namespace Peer;

/// <summary>A delivery, and the order's row where it could be taken.</summary>
internal sealed record Begun(byte[] Body, Claim? Claim);

/// <summary>The order's row.</summary>
internal sealed record Claim(int Attempts, OrderIds? Ids, bool IsWritten);

/// <summary>The recovery points of an order, one commit each.</summary>
internal sealed class OrderTable(NpgsqlDataSource database)
{
    // The delivery, and the order's row taken for it, in one commit. Without a claim another delivery of the order is
    // at work. No state is below 0; written as "= 0", the index of all that is received would look like a short way
    // once the tables were analysed at rest.
    private const string Begin = $"""
        WITH delivery AS (SELECT id, order_id, body FROM inbox WHERE id = $1 AND state <= 0),
        claim AS (
            INSERT INTO orders (store, order_id, lease_owner, lease_until)
            SELECT '{Settings.Store}', order_id, $2, now() + interval '60 seconds' FROM delivery
            ON CONFLICT (store, order_id) DO UPDATE
                SET lease_owner = excluded.lease_owner, attempts = orders.attempts + 1, lease_until = excluded.lease_until
                WHERE orders.lease_owner = excluded.lease_owner OR orders.lease_until IS NULL OR orders.lease_until < now()
            RETURNING attempts, platform_order_id, platform_order_number, written_at)
        SELECT delivery.body, claim.attempts, claim.platform_order_id, claim.platform_order_number, claim.written_at IS NOT NULL
        FROM delivery LEFT JOIN claim ON true
        """;

    private const string Placed = $"""
        UPDATE orders SET platform_order_id = $2, platform_order_number = $3, lease_until = now() + interval '60 seconds'
        WHERE store = '{Settings.Store}' AND order_id = $1
        """;

    private const string Finish = $"""
        WITH written AS (
            UPDATE orders SET lease_until = NULL, written_at = CASE WHEN $3 = 1 THEN now() ELSE written_at END
            WHERE store = '{Settings.Store}' AND order_id = $1)
        UPDATE inbox SET state = $3, reason = $4, finished_at = now() WHERE id = $2
        """;

    /// <summary>Null where the delivery is finished.</summary>
    public async Task<Begun?> BeginAsync(long rowId, string owner, CancellationToken cancellationToken)
    {
        await using var begin = database.CreateCommand(Begin);
        begin.Parameters.Add(Database.Value(rowId));
        begin.Parameters.Add(Database.Value(owner));
        await using var reader = await begin.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var claim = reader.IsDBNull(1)
            ? null
            : new Claim(
                reader.GetInt32(1),
                reader.IsDBNull(2) ? null : new OrderIds(reader.GetString(2), reader.GetString(3)),
                reader.GetBoolean(4)
            );
        return new Begun(reader.GetFieldValue<byte[]>(0), claim);
    }

    public async Task PlacedAsync(long orderId, OrderIds ids, CancellationToken cancellationToken)
    {
        await using var placed = database.CreateCommand(Placed);
        placed.Parameters.Add(Database.Value(orderId));
        placed.Parameters.Add(Database.Value(ids.Id));
        placed.Parameters.Add(Database.Value(ids.Number));
        await placed.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task FinishAsync(SyncOrder message, short state, string? reason, CancellationToken cancellationToken)
    {
        await using var finish = database.CreateCommand(Finish);
        finish.Parameters.Add(Database.Value(message.OrderId));
        finish.Parameters.Add(Database.Value(message.RowId));
        finish.Parameters.Add(Database.Value(state));
        finish.Parameters.Add(Database.Text(reason));
        await finish.ExecuteNonQueryAsync(cancellationToken);
    }
}
