namespace RechargeSync.Core.Orders;

/// <summary>Reasons that the product gives itself; what others answer has reasons of its own.</summary>
internal static class OrderReason
{
    /// <summary>Recharge holds an external id that is not ours, though we created an order.</summary>
    public const string ForeignId = "foreign_external_id";

    /// <summary>The platform no longer knows the order that is to be updated.</summary>
    public const string PlatformOrderGone = "platform_order_gone";

    /// <summary>The platform says the reference is taken and does not find it.</summary>
    public const string ReferenceTaken = "reference_taken";

    /// <summary>The payload in force cannot be read any more.</summary>
    public const string PayloadGone = "payload_gone";
}
