using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>A leased row with everything that waits for it.</summary>
/// <param name="Row">The row under its new fencing token.</param>
/// <param name="Deliveries">Deliveries that were not applied yet, oldest first.</param>
/// <param name="Payload">The delivery whose payload is in force; null for a row without one.</param>
/// <param name="Now">The database's time.</param>
/// <param name="Intent">
/// The step whose intent was committed with the lease: what a new row most likely begins with, so that its first step
/// needs no commit before it. In the table it counts as begun; whoever finds it there looks first.
/// </param>
internal sealed record Claim<TRow>(
    TRow Row,
    IReadOnlyList<PendingDelivery> Deliveries,
    PendingDelivery? Payload,
    DateTimeOffset Now,
    SyncAction Intent = SyncAction.None
)
    where TRow : WorkRow;
