using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// What an operator does with orders. A single order is changed only where it is still the row that was looked at and
/// no worker has it. Its intent stays, so a step whose outcome is unknown is verified before it is done again. Every
/// action is recorded by the statement that does it.
/// </summary>
internal sealed class OrderActions(NpgsqlDataSource database)
{
    // A charge is shared by its orders and carries the newest one's id: an older order must not write over it.
    private const string IsNewestOfCharge = """
        AND NOT EXISTS (
            SELECT 1 FROM orders AS n
            WHERE n.store = orders.store AND n.charge_id = orders.charge_id AND n.order_id <> orders.order_id
                AND n.charge_written_at > coalesce(orders.charge_written_at, orders.order_written_at, '-infinity'))
        """;

    /// <summary>The question of an order that an operator has placed by hand.</summary>
    public const string Question = "operator";

    // What Recharge shows now is what is placed, so it is asked first.
    private static readonly string s_place = $"released = true, question = '{Question}', {WorkChanges.Revive}";

    private const string IsNotPlaced = "AND platform_order_id IS NULL";

    private static readonly string s_countIgnored =
        $"SELECT count(*) FROM orders WHERE store = @store AND {ActSource.IsIgnored} AND reason = @reason "
        + IsNotPlaced;

    /// <summary>Lets a worker try at once; a dead letter begins anew. False where the order has changed.</summary>
    public Task<bool> RetryAsync(OrderRow row, OperatorAction action, CancellationToken cancellationToken) =>
        ChangeAsync(
            row,
            row.Work.State == WorkState.Dead ? WorkChanges.Revive : WorkChanges.Hasten,
            "",
            action,
            cancellationToken
        );

    /// <summary>
    /// Undoes a step and lets a worker go on from there. False where the order has changed, or where its charge carries
    /// a newer order's id.
    /// </summary>
    public Task<bool> RedoAsync(OrderRow row, WorkStep step, OperatorAction action, CancellationToken cancellationToken)
    {
        var (undone, condition) = step switch
        {
            // Looked up by its reference first; where the platform still has it, it is linked again and none is
            // created.
            WorkStep.Push => (
                $"intent = {step.Sql()}, platform_order_id = NULL, platform_order_number = NULL, pushed_at = NULL, "
                    + "order_written_at = NULL",
                ""
            ),
            WorkStep.UpdatePlatform => ("pushed_hash = NULL", ""),
            WorkStep.WriteOrderIds => ($"intent = {step.Sql()}, order_written_at = NULL", ""),
            WorkStep.WriteChargeId => (
                $"intent = {step.Sql()}, charge_written_at = NULL, charge_warning = NULL",
                IsNewestOfCharge
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "No step that can be redone."),
        };
        return ChangeAsync(row, $"{undone}, {WorkChanges.Revive}", condition, action, cancellationToken);
    }

    /// <summary>
    /// Has an order placed that is not on the platform, whatever kept it: Recharge is asked, and what it calls success
    /// is placed. False where the order has changed.
    /// </summary>
    public Task<bool> PlaceAsync(OrderRow row, OperatorAction action, CancellationToken cancellationToken) =>
        ChangeAsync(row, s_place, IsNotPlaced, action, cancellationToken);

    /// <summary>How many orders of a store are ignored for a reason, and not on the platform.</summary>
    public async Task<int> CountIgnoredAsync(string store, string reason, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_countIgnored);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", store);
        parameters.Add("reason", reason);
        return (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Discards the order. False where it has changed.</summary>
    public Task<bool> DiscardAsync(OrderRow row, OperatorAction action, CancellationToken cancellationToken) =>
        ChangeAsync(row, WorkChanges.Discard, "", action, cancellationToken);

    private async Task<bool> ChangeAsync(
        OrderRow row,
        string change,
        string condition,
        OperatorAction action,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"""
            WITH changed AS (
                UPDATE orders SET is_backfill = false, {change}
                WHERE store = @store AND order_id = @order AND fence = @fence
                    AND (lease_owner IS NULL OR due_at <= now()) {condition}
                RETURNING store, 'order/' || order_id AS resource_key, @reason::text AS reason)
            {AuditLog.Record}
            """
        );
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("store", row.Store);
        parameters.Add("order", row.OrderId);
        parameters.Add("fence", row.Work.Fence);
        parameters.Optional("reason", NpgsqlDbType.Text, action.Reason);
        parameters.Describe(action);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
