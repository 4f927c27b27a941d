using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>A difference and its cure.</summary>
internal sealed record DriftVerdict(DriftKind Kind, string Detail, DriftCure Cure);
