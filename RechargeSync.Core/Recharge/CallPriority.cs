namespace RechargeSync.Core.Recharge;

/// <summary>Who goes first where Recharge's call budget is short.</summary>
internal enum CallPriority
{
    /// <summary>What a webhook brought: may use the whole bucket, and queues for its place.</summary>
    Live,

    /// <summary>
    /// What reconciliation looks up or has found: uses what live calls leave, and never queues ahead of one.
    /// </summary>
    Backfill,
}
