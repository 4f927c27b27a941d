namespace Peer;

/// <summary>The message: an inbox row and the order it is about.</summary>
public sealed record SyncOrder(long RowId, long OrderId)
{
    public const string Queue = "orders";
}
