using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Admin.Acts;

/// <summary>
/// What an operator may do with one order. Each act is decided from the row as it was read, and written only where it
/// is still that row and no worker has it; the fence grows, so that nobody who had it before can write over the act.
/// Its intent stays, so a step whose outcome is unknown is looked up before it is done again.
/// </summary>
internal sealed class OrderActs(OrderActions actions, OrderDetails orders, OrderViews views, TimeProvider clock)
{
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

        var action = new OperatorAction(actor, "retry", note, row.Work.Reason);
        return Outcome(await actions.RetryAsync(row, action, cancellationToken), "A worker takes it up at once.");
    }

    /// <summary>Redoes the order from a step on.</summary>
    public async Task<ActOutcome> RedoAsync(
        WorkKey key,
        WorkStep step,
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

        var action = new OperatorAction(actor, "redo", note, Words.Of(step));
        return Outcome(
            await actions.RedoAsync(row, step, action, cancellationToken),
            $"A worker goes on from there: {Words.Say(step)}.",
            step == WorkStep.WriteChargeId
                ? "The charge carries a newer order's id by now, or the order has changed meanwhile: look at it again."
                : Changed
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

        var action = new OperatorAction(actor, "ignore", note, row.Work.Reason);
        return StepReason.MayIgnore(row, clock.GetUtcNow())
            ? Outcome(
                await actions.DiscardAsync(row, action, cancellationToken),
                "It is put away; only a change at Recharge brings it back."
            )
            : new ActOutcome.Refused(
                row.Work.State is WorkState.Done or WorkState.Ignored
                    ? "There is nothing to put away: the order is at rest."
                    : "A worker has the order now: wait a moment."
            );
    }

    private string WhyNot(OrderRow row) =>
        StepReason.IsWorkedOn(row, clock.GetUtcNow()) ? "A worker has the order now: wait a moment."
        : row.Adopted ? "The order was placed by somebody else and only linked here: there is nothing of ours to redo."
        : row.PlatformOrderId is null ? "The platform does not have the order yet: retry it instead."
        : row.Work.Intent != WorkStep.None
            ? $"An earlier try to {Words.Say(row.Work.Intent)} may have had its effect: retry the order, so that this is settled first."
        : "This step does not belong to this order.";

    private static ActOutcome Outcome(bool isDone, string message, string refusal = Changed) =>
        isDone ? new ActOutcome.Done(message) : new ActOutcome.Refused(refusal);
}
