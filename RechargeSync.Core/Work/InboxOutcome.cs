using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>What became of a delivery when it was applied.</summary>
internal sealed record InboxOutcome(long InboxId, InboxState State, string? Reason);
