namespace RechargeSync.MockPlatform.Platform;

/// <summary>What a cancellation, a refund, a shipment or a change makes of an order. Pure.</summary>
internal static class OrderFate
{
    public static FateResult Cancel(PlatformOrder order, string? reason, DateTimeOffset now) =>
        order switch
        {
            { CancelledAt: not null } => new FateResult.Already(order),
            { FulfilledAt: not null } => new FateResult.NotPossible("The order has been shipped."),
            _ => new FateResult.Done(
                order with
                {
                    CancelledAt = now,
                    CancelReason = reason,
                    Updates = order.Updates + 1,
                }
            ),
        };

    /// <summary>Notes what has been refunded so far; money that went back does not return.</summary>
    /// <param name="status">Whether a part or all was refunded.</param>
    /// <param name="refunded">All that was refunded so far; null where the caller does not know.</param>
    /// <param name="total">What the order cost; null where nobody said.</param>
    public static FateResult Refund(PlatformOrder order, string status, decimal? refunded, decimal? total)
    {
        var isPart = status is PlatformStatus.PartiallyRefunded;
        if (isPart && order.Payment is PlatformStatus.Refunded)
        {
            return new FateResult.NotPossible("The order has been refunded in full.");
        }

        if (refunded < order.Refunded)
        {
            return new FateResult.NotPossible("More than that has been refunded already.");
        }

        if (refunded > total)
        {
            return new FateResult.NotPossible("That is more than the order cost.");
        }

        var sum = refunded ?? (isPart ? order.Refunded : total ?? order.Refunded);
        return string.Equals(order.Payment, status, StringComparison.Ordinal) && order.Refunded == sum
            ? new FateResult.Already(order)
            : new FateResult.Done(order with { Payment = status, Refunded = sum, Updates = order.Updates + 1 });
    }

    public static FateResult Fulfil(PlatformOrder order, DateTimeOffset now) =>
        order switch
        {
            { FulfilledAt: not null } => new FateResult.Already(order),
            { CancelledAt: not null } => new FateResult.NotPossible("The order has been cancelled."),
            _ => new FateResult.Done(order with { FulfilledAt = now }),
        };

    /// <summary>The order with the status that a create or a PATCH tells; none is ever un-cancelled by it.</summary>
    /// <param name="status">One of <see cref="PlatformStatus"/>; null where the body does not say.</param>
    public static PlatformOrder Told(PlatformOrder order, string? status, DateTimeOffset now) =>
        status switch
        {
            null => order,
            PlatformStatus.Cancelled => Cancel(order, reason: null, now) is FateResult.Done done
                ? done.Order with
                {
                    Updates = order.Updates,
                }
                : order,
            _ => order with { Payment = status },
        };
}

/// <summary>What became of the attempt.</summary>
internal abstract record FateResult
{
    private FateResult() { }

    public sealed record Done(PlatformOrder Order) : FateResult;

    /// <summary>It was so before; nothing has changed.</summary>
    public sealed record Already(PlatformOrder Order) : FateResult;

    /// <param name="Why">In words, for whoever has to decide what now.</param>
    public sealed record NotPossible(string Why) : FateResult;
}
