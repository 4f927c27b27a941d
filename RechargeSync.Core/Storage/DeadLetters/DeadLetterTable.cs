using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Which dead letters an action is for: those named, or all of a store with this reason, of this kind.
/// </summary>
/// <param name="Store">The store's name.</param>
/// <param name="Ids">Ids as a resource's key or <c>delivery/{inbox id}</c>. Empty means: by reason and kind.</param>
/// <param name="Reason">With this reason; null for any.</param>
/// <param name="Kind"><c>order</c>, <c>checkout</c>, <c>charge</c> or <c>delivery</c>; null for any.</param>
internal sealed record DeadLetterChoice(string Store, IReadOnlyList<string> Ids, string? Reason, string? Kind);

/// <summary>Dead letters of four tables, and what an operator does with them. Every action is recorded.</summary>
internal sealed class DeadLetterTable(NpgsqlDataSource database)
{
    private static readonly string s_isDead = $"state = {WorkState.Dead.Sql()}";

    /// <summary>
    /// Orders, carts, charges and deliveries side by side; deliveries are those that never became part of an order or a cart.
    /// </summary>
    private static readonly string s_all = $"""
        SELECT 'order/' || order_id AS id, store, reason, attempts, finished_at, trace_parent FROM orders
        WHERE {s_isDead}
        UNION ALL
        SELECT 'checkout/' || token, store, reason, attempts, finished_at, trace_parent FROM carts
        WHERE {s_isDead}
        UNION ALL
        SELECT 'charge/' || charge_id, store, reason, attempts, finished_at, trace_parent FROM charges
        WHERE {s_isDead}
        UNION ALL
        SELECT 'delivery/' || id, store, reason, 0, finished_at, trace_parent FROM inbox
        WHERE {DeliverySql.IsRefused}
        """;

    /// <summary>Those that a <see cref="DeadLetterChoice"/> names, of the CTE <c>letters</c>.</summary>
    private const string IsChosen = """
        store = @store AND (id = ANY (@ids) OR cardinality(@ids) = 0)
        AND (@reason::text IS NULL OR cardinality(@ids) > 0 OR reason = @reason)
        AND (@kind::text IS NULL OR cardinality(@ids) > 0 OR starts_with(id, @kind || '/'))
        """;

    private static readonly string s_revive = Change(
        WorkChanges.Revive,
        DeliverySql.Revive,
        "AND inbox.resource_key <> ''"
    );

    private static readonly string s_discard = Change(WorkChanges.Discard, DeliverySql.Discard, "");

    /// <summary>Gives dead letters another chance; returns how many.</summary>
    public Task<int> ReviveAsync(DeadLetterChoice choice, OperatorAction action, CancellationToken cancellationToken) =>
        ChangeAsync(s_revive, choice, action, cancellationToken);

    /// <summary>Discards dead letters; returns how many.</summary>
    public Task<int> DiscardAsync(
        DeadLetterChoice choice,
        OperatorAction action,
        CancellationToken cancellationToken
    ) => ChangeAsync(s_discard, choice, action, cancellationToken);

    private static string Change(string work, string delivery, string condition) =>
        $"""
            WITH letters AS ({s_all}), chosen AS (SELECT * FROM letters WHERE {IsChosen}),
            orders_changed AS (
                UPDATE orders SET {work} FROM chosen
                WHERE chosen.id = 'order/' || orders.order_id AND chosen.store = orders.store AND orders.{s_isDead}
                RETURNING chosen.store, chosen.id AS resource_key, chosen.reason),
            carts_changed AS (
                UPDATE carts SET {work} FROM chosen
                WHERE chosen.id = 'checkout/' || carts.token AND chosen.store = carts.store AND carts.{s_isDead}
                RETURNING chosen.store, chosen.id AS resource_key, chosen.reason),
            charges_changed AS (
                UPDATE charges SET {work} FROM chosen
                WHERE chosen.id = 'charge/' || charges.charge_id AND chosen.store = charges.store AND charges.{s_isDead}
                RETURNING chosen.store, chosen.id AS resource_key, chosen.reason),
            deliveries_changed AS (
                UPDATE inbox SET {delivery} FROM chosen
                WHERE chosen.id = 'delivery/' || inbox.id AND chosen.store = inbox.store
                    AND inbox.{DeliverySql.IsRefused} {condition}
                RETURNING chosen.store, chosen.id AS resource_key, chosen.reason),
            changed AS (
                SELECT * FROM orders_changed UNION ALL SELECT * FROM carts_changed
                UNION ALL SELECT * FROM charges_changed UNION ALL SELECT * FROM deliveries_changed)
            {AuditLog.Record}
            """;

    private async Task<int> ChangeAsync(
        string sql,
        DeadLetterChoice choice,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(sql);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", choice.Store);
        parameters.Add("ids", choice.Ids.ToArray());
        parameters.Optional("reason", NpgsqlDbType.Text, choice.Reason);
        parameters.Optional("kind", NpgsqlDbType.Text, choice.Kind);
        parameters.Describe(action);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
