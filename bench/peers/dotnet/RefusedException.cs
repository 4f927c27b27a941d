namespace Peer;

/// <summary>A failure that no retry mends.</summary>
internal sealed class RefusedException(string message) : Exception(message);
