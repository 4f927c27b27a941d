using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>Rows of one kind under leases.</summary>
internal interface IWorkTable<TRow>
    where TRow : WorkRow
{
    /// <summary>Takes the lease, creating the row at its first delivery; null where another worker holds it.</summary>
    Task<Claim<TRow>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken);

    /// <summary>Stores a recovery point.</summary>
    Task<Saved> SaveAsync(Save<TRow> save, CancellationToken cancellationToken);

    /// <summary>Rows whose retry is due or whose lease has run out.</summary>
    Task<IReadOnlyList<WorkKey>> DueAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Makes everything due that an earlier process of this name left under lease; returns how many.</summary>
    Task<int> ReleaseOwnAsync(CancellationToken cancellationToken);
}
