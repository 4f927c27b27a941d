using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>
/// A recovery point: the row, what its deliveries came to, and a failure, in one commit under the fencing token.
/// </summary>
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
    IReadOnlyList<InboxOutcome> Outcomes,
    FailureRow? Failure,
    bool KeepLease,
    DateTimeOffset? Now = null
)
    where TRow : WorkRow;
