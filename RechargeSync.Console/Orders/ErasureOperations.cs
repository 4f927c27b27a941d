using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>
/// Erases what is stored of a person: of one order, or of all orders of a customer. An order that still needs its data
/// is left alone, and that is said.
/// </summary>
internal sealed class ErasureOperations(PersonErasure erasure, OrderDetails orders)
{
    private static readonly Refusal s_unfinished = Refusal.Conflict(
        "The order is not at rest, and without its data it would be lost: wait until it is done, or ignore it, and erase "
            + "it then."
    );

    /// <summary>Erases one order.</summary>
    public async Task<Answer<OrderActionResult>> EraseAsync(
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

        if (await orders.RowAsync(key.Store, key.OrderId, cancellationToken) is null)
        {
            return OrderDetails.Unknown;
        }

        var action = new OperatorAction(actor, "erase", note);
        return await erasure.EraseOrderAsync(key.Store, key.OrderId, action, cancellationToken)
            ? new OrderActionResult(
                key.Store,
                key.OrderId,
                action.Action,
                "The bodies of its deliveries, what other systems said of it, and the notes on it are erased."
            )
            : s_unfinished;
    }

    /// <summary>How many orders of a customer there are.</summary>
    public async Task<Answer<CustomerOrders>> CountAsync(
        string store,
        long customerId,
        CancellationToken cancellationToken
    )
    {
        var (atRest, unfinished) = await erasure.CountAsync(store, customerId, cancellationToken);
        return new CustomerOrders(store, customerId, atRest, unfinished);
    }

    /// <summary>Erases the orders of a customer that are at rest; tells how many were, and how many are left.</summary>
    public async Task<Answer<CustomerOrders>> EraseCustomerAsync(
        string store,
        long customerId,
        EraseRequest? request,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (Notes.Check(request?.Note) is { } refusal)
        {
            return refusal;
        }

        var (atRest, _) = await erasure.CountAsync(store, customerId, cancellationToken);
        if (request?.Orders is { } confirmed && confirmed != atRest)
        {
            return Refusal.Conflict(
                $"{confirmed} orders were confirmed, and by now it would be {atRest}: look at the count again."
            );
        }

        var action = new OperatorAction(actor, "erase", request?.Note);
        var erased = await erasure.EraseCustomerAsync(store, customerId, action, cancellationToken);
        var (_, unfinished) = await erasure.CountAsync(store, customerId, cancellationToken);
        return new CustomerOrders(store, customerId, erased, unfinished);
    }
}
