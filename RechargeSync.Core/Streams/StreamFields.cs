namespace RechargeSync.Core.Streams;

/// <summary>Field names of an entry.</summary>
internal static class StreamFields
{
    public const string InboxId = "id";
    public const string Store = "store";
    public const string ResourceKey = "key";
    public const string TraceParent = "tp";
}
