namespace RechargeSync.Core.Inbox;

/// <summary>What became of an acknowledged delivery.</summary>
internal enum DeliveryVerdict
{
    Stored,
    Duplicate,
    Quarantined,
}
