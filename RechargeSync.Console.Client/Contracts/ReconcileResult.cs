namespace RechargeSync.Core.Admin.Contracts;

/// <summary>A walk that was asked for. The Worker makes it; watch <c>reconciliation/runs</c>.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Replayed">Dead orders that were given back to the state machine.</param>
/// <param name="AfterRunId">
/// The newest walk before it; null where there is none. What is newer is the one asked for, unless that one is still
/// running.
/// </param>
/// <param name="Message">What happens now, in plain words.</param>
public sealed record ReconcileResult(string Store, int Replayed, long? AfterRunId, string Message);
