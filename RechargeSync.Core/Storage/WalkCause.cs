namespace RechargeSync.Core.Storage;

/// <summary>Why a walk was made. Stored as a number.</summary>
internal enum WalkCause : short
{
    /// <summary>The store's first.</summary>
    First = 0,

    /// <summary>Its turn had come.</summary>
    Schedule = 1,

    /// <summary>Subscriptions were gone, or the walk before could not be sure of its end.</summary>
    Backfill = 2,
}
