using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Sync;

/// <summary>A leased row with everything that waits for it.</summary>
/// <param name="Row">The row under its new fencing token.</param>
/// <param name="Deliveries">Deliveries that were not applied yet, oldest first.</param>
/// <param name="Payload">The delivery whose payload is in force; null for a row without one.</param>
/// <param name="Now">The database's time.</param>
internal sealed record Claim<TRow>(TRow Row, IReadOnlyList<PendingDelivery> Deliveries, PendingDelivery? Payload, DateTimeOffset Now)
    where TRow : WorkRow;
