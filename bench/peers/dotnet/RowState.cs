namespace Peer;

/// <summary>States of an inbox row, as schema.sql names them.</summary>
internal static class RowState
{
    public const short Received = 0;
    public const short Done = 1;
    public const short Ignored = 2;
    public const short Quarantined = 3;
    public const short Dead = 4;
}
