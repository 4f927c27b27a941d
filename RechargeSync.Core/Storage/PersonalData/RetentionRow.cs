namespace RechargeSync.Core.Storage;

/// <summary>How far retention has come, and who is at it: table <c>retention</c>.</summary>
internal sealed class RetentionRow
{
    /// <summary>The one walk that there is: over the bodies of the inbox.</summary>
    public const string Bodies = "bodies";

    public required string Name { get; init; }

    /// <summary>
    /// The last delivery that was looked at; all up to it are erased, or kept until a time of their own.
    /// </summary>
    public long Position { get; init; }

    /// <summary>The worker that is at it; null where none has been.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>Until when no other takes it up.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }
}
