using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Admin.Acts;

/// <summary>
/// What an operator may do with one order. Each act is decided from the row as it was read, and written only where it
/// is still that row and no worker has it; the fence grows, so that nobody who had it before can write over the act.
/// What was begun stays noted, so a step whose outcome is unknown is looked up before it is done again.
/// </summary>
internal sealed class OrderActs(NpgsqlDataSource database, OrderDetails orders, OrderViews views, TimeProvider clock)
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
    public async Task<ActOutcome> RetryAsync(
        WorkKey key,
        string actor,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (await orders.RowAsync(key.Store, key.OrderId, cancellationToken) is not { } row)
        {
            return new ActOutcome.Unknown();
        }

        var now = clock.GetUtcNow();
        if (!StepReason.MayRetry(row, now))
        {
            return new ActOutcome.Refused(
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
    public async Task<ActOutcome> RedoAsync(
        WorkKey key,
        SyncAction step,
        string actor,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (await orders.RowAsync(key.Store, key.OrderId, cancellationToken) is not { } row)
        {
            return new ActOutcome.Unknown();
        }

        if (!views.Redoable(row).Contains(step))
        {
            return new ActOutcome.Refused(WhyNot(row));
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
            new("redo", actor, Words.Of(step), note),
            $"A worker goes on from there: {Words.Say(step)}.",
            cancellationToken
        );
    }

    /// <summary>Puts the order away.</summary>
    public async Task<ActOutcome> IgnoreAsync(
        WorkKey key,
        string actor,
        string note,
        CancellationToken cancellationToken
    )
    {
        if (await orders.RowAsync(key.Store, key.OrderId, cancellationToken) is not { } row)
        {
            return new ActOutcome.Unknown();
        }

        return StepReason.MayIgnore(row, clock.GetUtcNow())
            ? await ActAsync(
                row,
                Ignored,
                "",
                new("ignore", actor, row.Reason, note),
                "It is put away; only a change at Recharge brings it back.",
                cancellationToken
            )
            : new ActOutcome.Refused(
                row.State is WorkState.Done or WorkState.Ignored
                    ? "There is nothing to put away: the order is at rest."
                    : "A worker has the order now: wait a moment."
            );
    }

    private string WhyNot(OrderRow row) =>
        StepReason.IsWorkedOn(row, clock.GetUtcNow()) ? "A worker has the order now: wait a moment."
        : row.Adopted ? "The order was placed by somebody else and only linked here: there is nothing of ours to redo."
        : row.PlatformOrderId is null ? "The platform does not have the order yet: retry it instead."
        : row.Begun != SyncAction.None
            ? $"An earlier try to {Words.Say(row.Begun)} may have had its effect: retry the order, so that this is settled first."
        : "This step does not belong to this order.";

    private async Task<ActOutcome> ActAsync(
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
            ? new ActOutcome.Done(message)
            : new ActOutcome.Refused(
                condition.Length > 0
                    ? "The charge carries a newer order's id by now, or the order has changed meanwhile: look at it again."
                    : Changed
            );
    }

    private sealed record Act(string Name, string Actor, string? Reason, string? Note);
}
