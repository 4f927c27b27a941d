using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Streams;

/// <summary>A hint that work waits: for what, and in which trace. No personal data.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Resource">What is to be worked on.</param>
/// <param name="TraceParent">Trace context of the webhook.</param>
internal sealed record StreamEntry(string Store, ResourceKey Resource, string? TraceParent);

/// <summary>An entry as read from the stream.</summary>
/// <param name="Id">Redis's id of the entry.</param>
/// <param name="Entry">What it names; null where it was trimmed away or is none of ours.</param>
internal sealed record ReceivedEntry(string Id, StreamEntry? Entry);

/// <summary>Field names of an entry. A reader passes over those that it does not know.</summary>
internal static class StreamFields
{
    public const string Store = "store";
    public const string Resource = "key";
    public const string TraceParent = "tp";
}

/// <summary>Works on what a stream entry names. Once it returns, the entry is done.</summary>
internal interface IStreamHandler
{
    /// <summary>
    /// Returns whether there was something to do; false where nothing waits, or another worker or task has it in hand.
    /// </summary>
    Task<bool> HandleAsync(StreamEntry entry, CancellationToken cancellationToken);
}
