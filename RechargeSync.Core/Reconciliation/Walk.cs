using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>A walk and how far it has come; see <see cref="ReconciliationRunRow"/>.</summary>
internal sealed record Walk(long Id, DateTimeOffset StartedAt, DateTimeOffset From, WalkStage Stage, string? Next);
