using System.Data;
using Npgsql;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Erases what is stored of a person's orders: bodies, excerpts of answers, notes, carts. What tells that an order was
/// placed stays, and so do the dedupe keys, without which a webhook that is sent again would count as new. An order
/// that is not at rest is left alone: it still needs its data, and without them would be lost.
/// </summary>
internal sealed class PersonErasure(NpgsqlDataSource database)
{
    private const string OfOrder = "order_id = @order";

    // By the index of what is at rest, and by the one of what is due.
    private const string OfCustomer = "customer_id = @customer AND due_at IS NULL";
    private const string UnderWayOfCustomer = "customer_id = @customer AND due_at IS NOT NULL";

    private static readonly string s_isFree = $"""
        {WorkChanges.IsAtRest} AND NOT EXISTS (
            SELECT 1 FROM inbox WHERE inbox.store = orders.store AND inbox.resource_key = 'order/' || orders.order_id
                AND inbox.{DeliverySql.IsWaiting})
        """;

    private static readonly string s_count = $"""
        SELECT count(*) FILTER (WHERE is_free) AS free, count(*) FILTER (WHERE NOT is_free) AS unfinished FROM (
            SELECT {s_isFree} AS is_free FROM orders WHERE store = @store AND {OfCustomer}
            UNION ALL SELECT false FROM orders WHERE store = @store AND {UnderWayOfCustomer}) AS found
        """;

    private static readonly string s_ofOrder = Erase(OfOrder);
    private static readonly string s_ofCustomer = Erase(OfCustomer);

    /// <summary>Erases an order. False where it is not at rest.</summary>
    public async Task<bool> EraseOrderAsync(
        string store,
        long orderId,
        OperatorAction action,
        CancellationToken cancellationToken
    ) => await EraseAsync(s_ofOrder, store, ("order", orderId), action, cancellationToken) == 1;

    /// <summary>Erases the orders of a customer that are at rest; returns how many.</summary>
    public Task<int> EraseCustomerAsync(
        string store,
        long customerId,
        OperatorAction action,
        CancellationToken cancellationToken
    ) => EraseAsync(s_ofCustomer, store, ("customer", customerId), action, cancellationToken);

    /// <summary>How many orders of a customer are at rest, and how many are not.</summary>
    public async Task<(int AtRest, int Unfinished)> CountAsync(
        string store,
        long customerId,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_count);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", store);
        parameters.Add("customer", customerId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return ((int)reader.GetInt64("free"), (int)reader.GetInt64("unfinished"));
    }

    // What belongs to an order: its own deliveries, those of the charge that it shares, and the checkout that became
    // that charge. A refused delivery among them is done with: nothing is left to read of it.
    private static string Erase(string which) =>
        $"""
            WITH chosen AS MATERIALIZED (
                SELECT store, order_id, charge_id FROM orders
                WHERE store = @store AND {which} AND {s_isFree} FOR UPDATE),
            named AS MATERIALIZED (
                SELECT store, 'order/' || order_id AS resource_key FROM chosen
                UNION SELECT chosen.store, 'charge/' || found.charge_id FROM chosen CROSS JOIN LATERAL (
                    SELECT charge_id FROM charges
                    WHERE charges.store = chosen.store AND charges.charge_id = chosen.charge_id AND {WorkChanges.IsAtRest}
                ) AS found
                UNION SELECT chosen.store, 'checkout/' || found.token FROM chosen CROSS JOIN LATERAL (
                    SELECT token FROM carts
                    WHERE carts.store = chosen.store AND carts.charge_id = chosen.charge_id AND {WorkChanges.IsAtRest}
                ) AS found),
            erased AS (
                UPDATE inbox SET {DeliverySql.Erase},
                    state = CASE WHEN inbox.{DeliverySql.IsRefused} THEN {DeliveryState.Ignored.Sql()} ELSE state END
                FROM named
                WHERE inbox.store = named.store AND inbox.resource_key = named.resource_key
                    AND inbox.state <> {DeliveryState.Received.Sql()} AND inbox.erased_at IS NULL
                RETURNING 1),
            excerpts AS (
                UPDATE failed_attempts SET {FailedAttemptTable.Erase} FROM named
                WHERE failed_attempts.store = named.store AND failed_attempts.resource_key = named.resource_key
                    AND detail IS NOT NULL),
            notes AS (
                UPDATE audit_log SET note = NULL FROM named
                WHERE audit_log.store = named.store AND audit_log.resource_key = named.resource_key
                    AND note IS NOT NULL),
            cleared AS (
                UPDATE carts SET {CartTable.Erase} FROM named
                WHERE carts.store = named.store AND 'checkout/' || carts.token = named.resource_key
                    AND carts.charge_id IN (SELECT charge_id FROM chosen) AND cart_id IS NOT NULL),
            changed AS (SELECT store, 'order/' || order_id AS resource_key, NULL::text AS reason FROM chosen)
            {AuditLog.Record}
            """;

    private async Task<int> EraseAsync(
        string sql,
        string store,
        (string Name, long Id) whose,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(sql);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", store);
        parameters.Add(whose.Name, whose.Id);
        parameters.Describe(action);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
