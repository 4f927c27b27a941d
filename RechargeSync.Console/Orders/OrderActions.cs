using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.Console.Orders;

/// <summary>
/// What an operator may do with one order. Each action is decided from the row as it was read, and written only where it
/// is still that row and no worker has it; the fence grows, so that nobody who had it before can write over it.
/// What was begun stays noted, so a step whose outcome is unknown is looked up before it is done again.
/// </summary>
internal sealed class OrderActions(NpgsqlDataSource database, OrderDetails orders, OrderViews views, TimeProvider clock)
{
    private const string Free =
        "store = @store AND order_id = @order AND fence = @fence AND (lease_owner IS NULL OR due_at <= now())";

    private const string Again =
        "retry_at = NULL, due_at = now(), lease_owner = NULL, fence = fence + 1, updated_at = now()";

    private const string Alive =
        $"state = 1, reason = NULL, attempts = 0, failing_since = NULL, finished_at = NULL, {Again}";

    private const string Ignored =
        "state = 3, finished_at = now(), retry_at = NULL, due_at = NULL, lease_owner = NULL, fence = fence + 1, updated_at = now()";

    // A charge is shared by its orders and carries the newest one's id: an older order must not write over it.
    private const string IsNewestOfCharge = """
        AND NOT EXISTS (
            SELECT 1 FROM orders AS n WHERE n.store = orders.store AND n.charge_id = orders.charge_id AND n.order_id <> orders.order_id
                AND n.charge_written_at > coalesce(orders.charge_written_at, orders.order_written_at, '-infinity'))
        """;

    private const string Changed =
        "The order has changed meanwhile, or a worker has just taken it up: look at it again.";

    /// <summary>Tries the order at once.</summary>
    public async Task<Answer<OrderActionResult>> RetryAsync(
        WorkKey key,
        string? note,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (Notes.Check(note) is { } refusal)
        {
            return refusal;
        }

        if (await orders.RowAsync(key.Store, key.OrderId, cancellationToken) is not { } row)
        {
            return OrderDetails.Unknown;
        }

        var now = clock.GetUtcNow();
        if (!StepReason.MayRetry(row, now))
        {
            return Refusal.Conflict(
                StepReason.IsWorkedOn(row, now)
                    ? "A worker has the order now: wait a moment."
                    : "The order waits for nothing that could be tried again. To do a step once more, redo it."
            );
        }

        return await ActAsync(
            row,
            row.State == WorkState.Dead ? Alive : Again,
            "",
            new("retry", actor, row.Reason, note),
            "A worker takes it up at once.",
            cancellationToken
        );
    }

    /// <summary>Redoes the order from a step on.</summary>
    public async Task<Answer<OrderActionResult>> RedoAsync(
        WorkKey key,
        RedoRequest request,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (ApiNames.Step(request.Step) is not { } step)
        {
            return Refusal.BadRequest("step is push, update_platform, write_order_ids or write_charge_id.");
        }

        if (Notes.Check(request.Note) is { } refusal)
        {
            return refusal;
        }

        if (await orders.RowAsync(key.Store, key.OrderId, cancellationToken) is not { } row)
        {
            return OrderDetails.Unknown;
        }

        if (!views.Redoable(row).Contains(step))
        {
            return Refusal.Conflict(WhyNot(row));
        }

        var (undone, condition) = step switch
        {
            // Looked up by its reference first; where the platform still has it, it is linked again and none is
            // created.
            SyncAction.Push => (
                "begun = 1, platform_order_id = NULL, platform_order_number = NULL, pushed_at = NULL, order_written_at = NULL",
                ""
            ),
            SyncAction.UpdatePlatform => ("pushed_hash = NULL", ""),
            SyncAction.WriteOrderIds => ("begun = 3, order_written_at = NULL", ""),
            _ => ("begun = 4, charge_written_at = NULL, charge_warning = NULL", IsNewestOfCharge),
        };
        return await ActAsync(
            row,
            $"{undone}, {Alive}",
            condition,
            new("redo", actor, ApiNames.Of(step), request.Note),
            $"A worker goes on from there: {ApiNames.Say(step)}.",
            cancellationToken
        );
    }

    /// <summary>Ignores the order until Recharge changes it.</summary>
    public async Task<Answer<OrderActionResult>> IgnoreAsync(
        WorkKey key,
        string? note,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (Notes.Check(note, required: true) is { } refusal)
        {
            return refusal;
        }

        if (await orders.RowAsync(key.Store, key.OrderId, cancellationToken) is not { } row)
        {
            return OrderDetails.Unknown;
        }

        return StepReason.MayIgnore(row, clock.GetUtcNow())
            ? await ActAsync(
                row,
                Ignored,
                "",
                new("ignore", actor, row.Reason, note),
                "It is ignored; only a change at Recharge brings it back.",
                cancellationToken
            )
            : Refusal.Conflict(
                row.State is WorkState.Done or WorkState.Ignored
                    ? "There is nothing to ignore: the order is done, or ignored already."
                    : "A worker has the order now: wait a moment."
            );
    }

    private string WhyNot(OrderRow row) =>
        StepReason.IsWorkedOn(row, clock.GetUtcNow()) ? "A worker has the order now: wait a moment."
        : row.Adopted ? "The order was placed by somebody else and only linked here: there is nothing of ours to redo."
        : row.PlatformOrderId is null ? "The platform does not have the order yet: retry it instead."
        : row.Begun != SyncAction.None
            ? $"An earlier attempt to {ApiNames.Say(row.Begun)} may have had its effect: retry the order, so that this is settled first."
        : "This step does not belong to this order.";

    private async Task<Answer<OrderActionResult>> ActAsync(
        OrderRow row,
        string change,
        string condition,
        Act act,
        string message,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"""
            WITH acted AS (UPDATE orders SET {change} WHERE {Free} {condition} RETURNING store)
            INSERT INTO acts (actor, act, store, resource_key, reason, note) SELECT @actor, @act, store, @resource, @reason, @note FROM acted
            """
        );
        var values = command.Values();
        values.Add("store", row.Store);
        values.Add("order", row.OrderId);
        values.Add("fence", row.Fence);
        values.Add("actor", act.Actor);
        values.Add("act", act.Name);
        values.Add("resource", WorkKey.Order(row.Store, row.OrderId).ResourceKey);
        values.Optional("reason", NpgsqlDbType.Text, act.Reason);
        values.Optional("note", NpgsqlDbType.Text, act.Note);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1
            ? new OrderActionResult(row.Store, row.OrderId, act.Name, message)
            : Refusal.Conflict(
                condition.Length > 0
                    ? "The charge carries a newer order's id by now, or the order has changed meanwhile: look at it again."
                    : Changed
            );
    }

    private sealed record Act(string Name, string Actor, string? Reason, string? Note);
}
