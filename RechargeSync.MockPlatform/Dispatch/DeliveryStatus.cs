namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>What became of a delivery.</summary>
internal enum DeliveryStatus
{
    /// <summary>Waiting, under way, or between two attempts.</summary>
    Pending,

    /// <summary>Answered 2xx.</summary>
    Delivered,

    /// <summary>Given up: 20 attempts failed, the answer allows no other, or the subscription is gone.</summary>
    Abandoned,

    /// <summary>Never sent, by the fault <c>dropRate</c>.</summary>
    Dropped,
}
