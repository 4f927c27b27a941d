using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Orders;

/// <summary>Reasons that the product gives itself; what others answer has reasons of its own.</summary>
internal static class OrderReason
{
    /// <summary>Recharge holds an external id that is not ours, though we created an order.</summary>
    public const string ForeignId = "foreign_external_id";

    /// <summary>Recharge holds an external id that the platform does not know.</summary>
    public const string LinkUnknown = "linked_order_unknown";

    /// <summary>The platform no longer knows the order that is to be updated.</summary>
    public const string PlatformOrderGone = "platform_order_gone";

    /// <summary>The platform refuses an update as older than what it has, and does not say than which.</summary>
    public const string UpdateOutdated = "update_outdated";

    /// <summary>The platform says the reference is taken and does not find it.</summary>
    public const string ReferenceTaken = "reference_taken";

    /// <summary>The payload in force is gone, and Recharge's answer brings none in its place.</summary>
    public const string PayloadGone = "payload_gone";

    /// <summary>What Recharge answers for the order cannot be read.</summary>
    public const string NotUnderstood = "not_understood";

    /// <summary>A paid order without a line: Recharge names none either.</summary>
    public const string NoLines = "no_lines";

    /// <summary>The shopper's data were taken out before the order was placed.</summary>
    public const string Redacted = "redacted";

    /// <summary>Recharge does not know the order that it was asked for.</summary>
    public const string RechargeOrderGone = "recharge_order_gone";

    /// <summary>Ignored: the order was created before the store's <c>NotBefore</c>.</summary>
    public const string BeforeGoLive = "before_go_live";

    /// <summary>Ignored: cancelled before it was placed.</summary>
    public const string CancelledBefore = "cancelled_before_placing";

    /// <summary>Ignored: wholly refunded before it was placed.</summary>
    public const string RefundedBefore = "refunded_before_placing";

    /// <summary>The platform cannot cancel the order; its own words are with the failed attempt.</summary>
    public const string CancelNotPossible = "cancel_not_possible";

    /// <summary>The platform cannot note the refund; its own words are with the failed attempt.</summary>
    public const string RefundNotPossible = "refund_not_possible";

    /// <summary>
    /// The order has changed at Recharge in a way that the platform cannot take; its own words are with the failed
    /// attempt.
    /// </summary>
    public const string UpdateNotPossible = "update_not_possible";

    /// <summary>Recharge calls an order paid again that the platform was told to cancel.</summary>
    public const string CancelledOnPlatform = "cancelled_on_platform";
}

/// <summary>Why Recharge is asked for an order, beside what it lacks (<see cref="OrderReason"/>).</summary>
internal static class OrderQuestion
{
    /// <summary>Two deliveries of one second, or of times that cannot be compared, disagree.</summary>
    public const string SameTime = "same_time";

    /// <summary>The topic says cancelled, and the body does not.</summary>
    public const string CancelledOrNot = "cancelled_or_not";

    /// <summary>A delivery could not be read.</summary>
    public const string NotUnderstood = OrderReason.NotUnderstood;

    /// <summary>An operator wants the order placed as Recharge shows it now.</summary>
    public const string Operator = OrderActions.Question;
}
