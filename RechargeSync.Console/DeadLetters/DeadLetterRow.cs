using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.DeadLetters;

/// <summary>A dead letter of any of the four tables.</summary>
internal sealed record DeadLetterRow
{
    /// <summary><c>order</c>, <c>checkout</c>, <c>charge</c> or <c>delivery</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The kind and what it names, as <see cref="DeadLetterTable"/> has it.</summary>
    public required string Id { get; init; }

    public required string Store { get; init; }

    public string? Reason { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>
    /// Orders, carts, charges and deliveries side by side, each along its index of the dead; deliveries are those that
    /// never became part of an order or a cart.
    /// </summary>
    /// <param name="context">Where to read.</param>
    /// <param name="most">So many of each table at most; null for all.</param>
    public static IQueryable<DeadLetterRow> All(SyncDbContext context, int? most = null)
    {
        var orders = context.Orders.Where(order => order.Work.State == WorkState.Dead);
        var carts = context.Carts.Where(cart => cart.Work.State == WorkState.Dead);
        var charges = context.Charges.Where(charge => charge.Work.State == WorkState.Dead);
        var deliveries = context.Deliveries.Where(row =>
            row.State == DeliveryState.Quarantined || row.State == DeliveryState.Dead
        );
        if (most is { } end)
        {
            orders = orders.OrderBy(order => order.Store).ThenBy(order => order.OrderId).Take(end);
            carts = carts.OrderBy(cart => cart.Store).ThenBy(cart => cart.Token).Take(end);
            charges = charges.OrderBy(charge => charge.Store).ThenBy(charge => charge.ChargeId).Take(end);
            deliveries = deliveries.OrderByDescending(row => row.Id).Take(end);
        }

        return orders
            .Select(order => new DeadLetterRow
            {
                Kind = "order",
                Id = "order/" + order.OrderId,
                Store = order.Store,
                Reason = order.Work.Reason,
                Attempts = order.Work.Attempts,
                FinishedAt = order.Work.FinishedAt,
                TraceParent = order.Work.TraceParent,
            })
            .Concat(
                carts.Select(cart => new DeadLetterRow
                {
                    Kind = "checkout",
                    Id = "checkout/" + cart.Token,
                    Store = cart.Store,
                    Reason = cart.Work.Reason,
                    Attempts = cart.Work.Attempts,
                    FinishedAt = cart.Work.FinishedAt,
                    TraceParent = cart.Work.TraceParent,
                })
            )
            .Concat(
                charges.Select(charge => new DeadLetterRow
                {
                    Kind = "charge",
                    Id = "charge/" + charge.ChargeId,
                    Store = charge.Store,
                    Reason = charge.Work.Reason,
                    Attempts = charge.Work.Attempts,
                    FinishedAt = charge.Work.FinishedAt,
                    TraceParent = charge.Work.TraceParent,
                })
            )
            .Concat(
                deliveries.Select(row => new DeadLetterRow
                {
                    Kind = "delivery",
                    Id = "delivery/" + row.Id,
                    Store = row.Store,
                    Reason = row.Reason,
                    Attempts = 0,
                    FinishedAt = row.FinishedAt,
                    TraceParent = row.TraceParent,
                })
            );
    }

    /// <summary>As callers see it.</summary>
    public DeadLetter ToDeadLetter() => new(Id, Store, Reason, Attempts, FinishedAt, TraceParent);
}
