using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Reconciliation;

/// <summary>A job under lease.</summary>
/// <param name="Store">Whose job.</param>
/// <param name="Kind">Which job.</param>
/// <param name="Fence">The fencing token.</param>
/// <param name="Attempts">Failed tries before this one.</param>
/// <param name="CoveredTo">See <see cref="ReconciliationJobRow.CoveredTo"/>.</param>
/// <param name="SampledId">See <see cref="ReconciliationJobRow.SampledId"/>.</param>
internal sealed record Job(
    Store Store,
    ReconciliationJob Kind,
    long Fence,
    int Attempts,
    DateTimeOffset? CoveredTo,
    long SampledId
);
