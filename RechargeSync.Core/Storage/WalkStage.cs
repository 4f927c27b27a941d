namespace RechargeSync.Core.Storage;

/// <summary>The parts of a walk, one after the other. Stored as a number.</summary>
internal enum WalkStage : short
{
    /// <summary>Orders that should have an external id and have none.</summary>
    Unlinked = 0,

    /// <summary>Orders with an external id that were changed: is it ours, and do we know the change?</summary>
    Linked = 1,

    /// <summary>A few of our placed orders, in turn: does Recharge still know them?</summary>
    Sample = 2,
}
