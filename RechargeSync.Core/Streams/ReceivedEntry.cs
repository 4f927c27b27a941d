namespace RechargeSync.Core.Streams;

/// <summary>An entry as read from the stream.</summary>
/// <param name="Id">Redis's id of the entry.</param>
/// <param name="Entry">What it names; null where it was trimmed away or is none of ours.</param>
internal sealed record ReceivedEntry(string Id, StreamEntry? Entry);
