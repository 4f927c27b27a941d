namespace RechargeSync.Core.Storage;

/// <summary>What is done for each store at intervals. Stored as a number.</summary>
internal enum ReconciliationJob : short
{
    /// <summary>Walks the store's orders.</summary>
    Walk = 0,

    /// <summary>Looks after the webhook subscriptions.</summary>
    Watch = 1,
}
