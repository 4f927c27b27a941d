namespace RechargeSync.Core.Admin.Contracts;

/// <summary>The Redis stream.</summary>
/// <param name="Undelivered">Entries that no worker has read.</param>
/// <param name="Pending">Entries that a worker has read and not finished.</param>
/// <param name="OldestAgeMs">Age of the oldest entry; null where there is none.</param>
public sealed record StreamState(long Undelivered, long Pending, long? OldestAgeMs);
