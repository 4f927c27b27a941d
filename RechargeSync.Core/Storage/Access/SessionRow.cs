namespace RechargeSync.Core.Storage;

/// <summary>
/// A sign-in on the Console's pages, known to every Console: table <c>console_sessions</c>. The browser has a random
/// token, the row its hash alone, so that nobody signs in with what he reads here.
/// </summary>
internal sealed record SessionRow
{
    /// <summary>SHA-256 of the token.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The name of the key that was signed in with.</summary>
    public required string Name { get; init; }

    /// <summary>That key's hash, as it is configured: the session ends with it.</summary>
    public required string KeyHash { get; init; }

    public required DateTimeOffset SignedInAt { get; init; }

    /// <summary>When it was used last, to within a minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}
