namespace RechargeSync.MockPlatform.Platform;

/// <summary>The words for how an order stands.</summary>
internal static class PlatformStatus
{
    public const string Paid = "paid";
    public const string PartiallyRefunded = "partially_refunded";
    public const string Refunded = "refunded";
    public const string Cancelled = "cancelled";

    public static bool IsKnown(string? text) => text is Paid or PartiallyRefunded or Refunded or Cancelled;
}
