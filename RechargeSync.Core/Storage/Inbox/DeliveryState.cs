namespace RechargeSync.Core.Storage;

/// <summary>What became of a delivery. Stored as a number.</summary>
internal enum DeliveryState : short
{
    /// <summary>Acknowledged, not yet applied.</summary>
    Received = 0,

    /// <summary>Applied to its order or cart.</summary>
    Done = 1,

    /// <summary>Held nothing new, or nothing to act on; the reason says which.</summary>
    Ignored = 2,

    /// <summary>Rightly signed and not understood.</summary>
    Quarantined = 3,

    /// <summary>Could not be applied.</summary>
    Dead = 4,
}
