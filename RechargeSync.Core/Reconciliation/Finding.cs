using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>One difference; see <see cref="ReconciliationFindingRow"/>.</summary>
internal sealed record Finding(long OrderId, DriftKind Kind, string Detail, bool Healed);
