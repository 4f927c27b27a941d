namespace RechargeSync.Core.Storage;

/// <summary>Where an order or a cart stands. Stored as a number.</summary>
internal enum WorkState : short
{
    /// <summary>Known, and nothing to do until its next event.</summary>
    Waiting = 0,

    /// <summary>Steps are left.</summary>
    Active = 1,

    /// <summary>Everything is done.</summary>
    Done = 2,

    /// <summary>There is nothing to do, now or later; the reason says why.</summary>
    Ignored = 3,

    /// <summary>A dead letter: given up until somebody acts.</summary>
    Dead = 4,
}
