using RechargeSync.Core.Storage;

namespace RechargeSync.FaultTests.Auditing;

/// <summary>An inbox row, as the auditor reads it.</summary>
internal sealed record InboxEntry(
    long Id,
    string Store,
    string Topic,
    string ResourceKey,
    string DedupeKey,
    DeliveryState State,
    string? Reason,
    string? TraceParent
);
