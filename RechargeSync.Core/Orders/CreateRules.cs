using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Orders;

/// <summary>When an order may be created without a look before, and when not even after one. Pure.</summary>
internal static class CreateRules
{
    // Each look comes after twice as long as the one before, and there are some six of them.
    private const int Looks = 32;

    private static readonly TimeSpan s_prompt = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether nobody can have placed the order before, ourselves included: Recharge told us as soon as it could be
    /// placed, and nothing has been forgotten since. Else our own row of it may have been lost.
    /// </summary>
    /// <param name="payload">The delivery in force.</param>
    /// <param name="order">What it says.</param>
    /// <param name="restoredAt">When the database last lost commits; null where it never has.</param>
    public static bool IsFirst(PendingDelivery payload, RechargeOrder order, DateTimeOffset? restoredAt) =>
        payload.Topic != RechargeTopic.OrderReconciled.Name
        && PlaceableFrom(order) is { } placeable
        && !(payload.ReceivedAt - placeable > s_prompt)
        && !IsForgotten(order, restoredAt);

    /// <summary>Whether the order may have been placed, and its row been lost.</summary>
    public static bool IsForgotten(RechargeOrder order, DateTimeOffset? restoredAt) =>
        restoredAt is { } at && !(PlaceableFrom(order) > at + s_prompt);

    /// <summary>
    /// When to look again for an order that was looked for in vain; null where it may be created now.
    /// </summary>
    /// <param name="since">When the last create that may still come true ended, or its worker; null for none.</param>
    /// <param name="now">When the look began.</param>
    /// <param name="settleTime">The platform's.</param>
    public static DateTimeOffset? NextLook(DateTimeOffset? since, DateTimeOffset now, TimeSpan settleTime)
    {
        if (since is not { } begin || begin + settleTime <= now)
        {
            return null;
        }

        var (passed, shortest) = (now - begin, settleTime / Looks);
        var next = now + (passed > shortest ? passed : shortest);
        return next < begin + settleTime ? next : begin + settleTime;
    }

    // A prepaid order is created long before its day. Of a time in an unknown zone, the earliest that it can be.
    private static DateTimeOffset? PlaceableFrom(RechargeOrder order) =>
        order.ProcessedAt?.Value
        ?? (order.ScheduledAt?.Value > order.CreatedAt?.Value ? order.ScheduledAt?.Value : order.CreatedAt?.Value);
}
