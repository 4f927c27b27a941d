using System.Runtime.InteropServices;

namespace RechargeSync.Core.Storage;

/// <summary>Rows of one kind under leases.</summary>
internal interface IWorkTable<TRow>
    where TRow : class, IWorkRow<TRow>
{
    /// <summary>How long a claim or a save holds a row.</summary>
    TimeSpan Lease { get; }

    /// <summary>Takes the lease, creating the row at its first delivery; null where another worker holds it.</summary>
    Task<Claim<TRow>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken);

    /// <summary>Stores a recovery point.</summary>
    Task<Saved> SaveAsync(Save<TRow> save, CancellationToken cancellationToken);

    /// <summary>
    /// Rows whose time has come or whose lease has run out: so many of each store at most, the longest overdue first.
    /// </summary>
    Task<IReadOnlyList<WorkKey>> DueAsync(IReadOnlyList<StoreRoom> rooms, CancellationToken cancellationToken);

    /// <summary>Makes everything due that an earlier process of this name left under lease; returns how many.</summary>
    Task<int> ReleaseOwnAsync(CancellationToken cancellationToken);
}

/// <summary>A table whose rows can wait for a side that is paused.</summary>
internal interface IWaitingRows
{
    /// <summary>Makes rows due that wait for a side, those first that have waited longest; returns how many.</summary>
    Task<int> WakeAsync(string store, StoreSide side, int limit, CancellationToken cancellationToken);
}

/// <summary>How many rows of a store a worker can take on.</summary>
/// <param name="Store">The store.</param>
/// <param name="Most">How many; above 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoreRoom(string Store, int Most);

/// <summary>A leased row with everything that waits for it.</summary>
/// <param name="Row">The row under its new fencing token.</param>
/// <param name="Deliveries">Deliveries that were not applied yet, oldest first.</param>
/// <param name="Payload">The delivery whose payload is in force; null for a row without one.</param>
/// <param name="Now">The database's time.</param>
/// <param name="Intent">
/// The step whose intent was committed with the lease: what a new row most likely begins with, so that its first step
/// needs no commit before it. In the table it is an intent like any other; whoever finds it there verifies first.
/// </param>
internal sealed record Claim<TRow>(
    TRow Row,
    IReadOnlyList<PendingDelivery> Deliveries,
    PendingDelivery? Payload,
    DateTimeOffset Now,
    WorkStep Intent = WorkStep.None
);

/// <summary>A recovery point: all of it is stored in one commit, or none.</summary>
/// <param name="Key">Whose row.</param>
/// <param name="Row">The row to store.</param>
/// <param name="Outcomes">What the applied deliveries came to.</param>
/// <param name="Failure">A failed attempt to remember.</param>
/// <param name="KeepLease">True to go on under the lease; false to release it.</param>
/// <param name="Now">
/// What the row's retry was counted from. Where the database's clock was set meanwhile, the retry moves with it. Null
/// leaves the retry as it is.
/// </param>
internal sealed record Save<TRow>(
    WorkKey Key,
    TRow Row,
    IReadOnlyList<DeliveryOutcome> Outcomes,
    FailedAttemptRow? Failure,
    bool KeepLease,
    DateTimeOffset? Now = null
);

/// <summary>What became of a delivery when it was applied.</summary>
internal sealed record DeliveryOutcome(long Id, DeliveryState State, string? Reason);

/// <summary>The answer to a <see cref="Save{TRow}"/>.</summary>
/// <param name="Held">
/// False where the fencing token was outdated: nothing was stored, and another worker has the row.
/// </param>
/// <param name="MoreWaits">True where deliveries arrived meanwhile that nobody else was told of.</param>
/// <param name="Now">The database's time.</param>
internal sealed record Saved(bool Held, bool MoreWaits, DateTimeOffset Now)
{
    public static readonly Saved Fenced = new(Held: false, MoreWaits: false, default);
}
