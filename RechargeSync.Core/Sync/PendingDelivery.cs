namespace RechargeSync.Core.Sync;

/// <summary>An inbox row as the state machine sees it.</summary>
internal sealed record PendingDelivery(long InboxId, string Topic, byte[] Body, string? TraceParent)
{
    public override string ToString() => $"{Topic} {InboxId}";
}
