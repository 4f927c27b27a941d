namespace RechargeSync.Core.Streams;

/// <summary>A hint that work waits: which inbox row, whose, and its trace. No personal data.</summary>
/// <param name="InboxId">The inbox row.</param>
/// <param name="Store">The store's name.</param>
/// <param name="ResourceKey"><c>order/{id}</c> or <c>checkout/{token}</c>.</param>
/// <param name="TraceParent">Trace context of the webhook.</param>
internal sealed record StreamEntry(long InboxId, string Store, string ResourceKey, string? TraceParent);
