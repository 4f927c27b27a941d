using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>
/// Applies a delivery to an order's facts. Pure. The newest <c>updated_at</c> wins; what was reached is never undone;
/// an external id that we did not write is adopted; our own echo changes nothing.
/// </summary>
internal static class OrderChanges
{
    /// <exception cref="PayloadException">The body is another order's.</exception>
    public static Applied<OrderRow> Apply(
        OrderRow row,
        PendingDelivery delivery,
        DeliveredOrder delivered,
        DateTimeOffset now
    )
    {
        var order = delivered.Order;
        if (order.Id != row.OrderId)
        {
            throw new PayloadException($"the body is of order {order.Id}, but was accepted for order {row.OrderId}");
        }

        if (IsStale(row, order))
        {
            return new(row, DeliveryState.Ignored, "older than what is known");
        }

        var hash = delivered.Outgoing.Hash;
        var isNews =
            !SameHash(hash, row.DesiredHash)
            || !SameStatus(order, row)
            || row.PayloadInboxId is null
            || (row.PlatformOrderId is null && order.ExternalOrderId is not null);
        var (linked, isForeign) = Link(Take(row, delivery, order, hash, isNews), order, now);
        var (state, reason) = (isNews, order.IsSuccess) switch
        {
            (false, _) => (DeliveryState.Ignored, row.PlatformOrderId is null ? "nothing new" : "echo"),
            (true, false) => (DeliveryState.Ignored, $"status {order.Status.ToLowerInvariant()}"),
            _ => (DeliveryState.Done, null),
        };
        return new(linked, state, reason)
        {
            IsNews = isNews,
            End = isForeign ? new Ending(WorkState.Dead, OrderReason.ForeignId) : null,
        };
    }

    private static bool IsStale(OrderRow row, RechargeOrder order)
    {
        if (row.SourceUpdatedAt is not { } known || order.UpdatedAt is not { } sent)
        {
            return false;
        }

        var before = new SourceTime(known, row.SourceUpdatedAtIsInstant);

        // Of two events of the same second, or of times that cannot be compared, the one that lets the order act
        // counts.
        return sent.IsBefore(before) || (!before.IsBefore(sent) && IsSuccess(row) && !order.IsSuccess);
    }

    private static OrderRow Take(OrderRow row, PendingDelivery delivery, RechargeOrder order, byte[] hash, bool isNews)
    {
        var taken = row with
        {
            Status = order.Status,
            IsPrepaid = order.IsPrepaid ?? row.IsPrepaid,
            ChargeId = order.ChargeId ?? row.ChargeId,
            AddressId = order.AddressId ?? row.AddressId,
            SourceUpdatedAt = order.UpdatedAt?.Value ?? row.SourceUpdatedAt,
            SourceUpdatedAtIsInstant = order.UpdatedAt?.IsInstant ?? row.SourceUpdatedAtIsInstant,
        };
        if (!isNews)
        {
            return taken;
        }

        return taken with
        {
            PayloadInboxId = delivery.Id,
            PushedHash = IsPushInDoubt(row) ? InDoubt(row, hash) : row.PushedHash,
            DesiredHash = hash,
        };
    }

    private static bool IsPushInDoubt(OrderRow row) => row is { PlatformOrderId: null, Work.Intent: WorkStep.Push };

    // What the platform has if the push in doubt has reached it. The intent of a row that knows no payload yet came with
    // its lease, and its attempt may have been made from any of the deliveries that are applied now: only where all say
    // the same is that known.
    private static byte[]? InDoubt(OrderRow row, byte[] hash) =>
        row.PayloadInboxId is null || SameHash(hash, row.PushedHash) ? hash : null;

    /// <summary>The row of an order that somebody else has put on the platform, and has linked.</summary>
    public static OrderRow Adopt(OrderRow row, RechargeOrder order, DateTimeOffset now) =>
        row with
        {
            Adopted = true,
            PlatformOrderId = order.ExternalOrderId,
            PlatformOrderNumber = order.ExternalOrderNumber ?? order.ExternalOrderId,
            PushedHash = row.DesiredHash,
            OrderWrittenAt = now,
        };

    // With true where Recharge links the order to another one than ours.
    private static (OrderRow Row, bool IsForeign) Link(OrderRow row, RechargeOrder order, DateTimeOffset now)
    {
        if (order.ExternalOrderId is not { } id)
        {
            return (row, false);
        }

        // Where a push was intended, its next attempt finds out first whether our own order exists as well.
        if (row is { PlatformOrderId: null, Work.Intent: WorkStep.None })
        {
            return (Adopt(row, order, now), false);
        }

        return row.PlatformOrderId == id
            ? (row with { OrderWrittenAt = row.OrderWrittenAt ?? now }, false)
            : (row, row is { OrderWrittenAt: null, PlatformOrderId: not null });
    }

    private static bool IsSuccess(OrderRow row) =>
        string.Equals(row.Status, "success", StringComparison.OrdinalIgnoreCase);

    private static bool SameStatus(RechargeOrder order, OrderRow row) =>
        string.Equals(order.Status, row.Status, StringComparison.OrdinalIgnoreCase);

    private static bool SameHash(byte[] left, byte[]? right) => right is not null && left.AsSpan().SequenceEqual(right);
}
