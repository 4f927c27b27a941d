using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>
/// What an operator may do with one order. Each action is decided from the row as it was read, and written only where
/// it is still that row and no worker has it; the fence grows, so that nobody who had it before can write over it.
/// Its intent stays, so a step whose outcome is unknown is looked up before it is done again.
/// </summary>
internal sealed class OrderOperations(OrderActions actions, OrderDetails orders, OrderViews views, TimeProvider clock)
{
    private const string Changed =
        "The order has changed meanwhile, or a worker has just taken it up: look at it again.";

    private const string WorkedOn = "A worker has the order now: wait a moment.";

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
                StepReason.IsWorkedOn(row, now) ? WorkedOn
                : row.PlatformOrderId is null
                    ? "The order waits for nothing that could be tried again. To have it placed, place it."
                : "The order waits for nothing that could be tried again. To do a step once more, redo it."
            );
        }

        var action = new OperatorAction(actor, "retry", note, row.Work.Reason);
        var isDone = await actions.RetryAsync(row, action, cancellationToken);
        return Answer(
            isDone,
            row,
            action,
            row.Question is null
                ? "A worker takes it up at once."
                : "A worker takes it up at once: Recharge is asked for the order first."
        );
    }

    /// <summary>Has the order placed, whatever kept it: Recharge is asked first.</summary>
    public async Task<Answer<OrderActionResult>> PlaceAsync(
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

        if (!StepReason.MayPlace(row, clock.GetUtcNow()))
        {
            return Refusal.Conflict(
                row.PlatformOrderId is null
                    ? WorkedOn
                    : "The platform has the order already: there is nothing to place."
            );
        }

        var action = new OperatorAction(actor, "place", note, row.Work.Reason);
        return Answer(
            await actions.PlaceAsync(row, action, cancellationToken),
            row,
            action,
            "A worker asks Recharge for the order at once, and places it where Recharge calls it success."
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

        var action = new OperatorAction(actor, "redo", request.Note, ApiNames.Of(step));
        return Answer(
            await actions.RedoAsync(row, step, action, cancellationToken),
            row,
            action,
            $"A worker goes on from there: {ApiNames.Say(step)}.",
            step == WorkStep.WriteChargeId
                ? "The charge carries a newer order's id by now, or the order has changed meanwhile: look at it again."
                : Changed
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

        if (!StepReason.MayIgnore(row, clock.GetUtcNow()))
        {
            return Refusal.Conflict(
                row.Work.State is WorkState.Done or WorkState.Ignored
                    ? "There is nothing to ignore: the order is done, or ignored already."
                    : WorkedOn
            );
        }

        var action = new OperatorAction(actor, "ignore", note, row.Work.Reason);
        var isDone = await actions.DiscardAsync(row, action, cancellationToken);
        return Answer(isDone, row, action, "It is ignored; only a change at Recharge brings it back.");
    }

    private string WhyNot(OrderRow row) =>
        StepReason.IsWorkedOn(row, clock.GetUtcNow()) ? WorkedOn
        : row.Adopted ? "The order was placed by somebody else and only linked here: there is nothing of ours to redo."
        : row.PlatformOrderId is null ? "The platform does not have the order yet: retry it instead."
        : row.Work.Intent != WorkStep.None
            ? $"An earlier attempt to {ApiNames.Say(row.Work.Intent)} may have had its effect: "
                + "retry the order, so that this is settled first."
        : "This step does not belong to this order.";

    private static Answer<OrderActionResult> Answer(
        bool isDone,
        OrderRow row,
        OperatorAction action,
        string message,
        string refusal = Changed
    ) => isDone ? new OrderActionResult(row.Store, row.OrderId, action.Action, message) : Refusal.Conflict(refusal);
}
