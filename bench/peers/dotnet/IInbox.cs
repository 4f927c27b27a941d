namespace Peer;

/// <summary>Stores deliveries.</summary>
internal interface IInbox
{
    /// <summary>Stores one, and waits for the commit.</summary>
    Task<Stored> StoreAsync(byte[] body);
}

/// <param name="Verdict">To answer.</param>
/// <param name="Then">What is left to do once that is answered; null is nothing.</param>
internal sealed record Stored(string Verdict, Func<Task>? Then = null);
