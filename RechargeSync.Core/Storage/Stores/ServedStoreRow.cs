namespace RechargeSync.Core.Storage;

/// <summary>What is remembered of a store: table <c>stores</c>.</summary>
internal sealed record ServedStoreRow
{
    public required string Name { get; init; }

    /// <summary>When a service of ours first started with this store.</summary>
    public DateTimeOffset FirstStartedAt { get; init; }

    /// <summary>
    /// When a worker that is configured for it last said so, to about half a minute; null before the first.
    /// </summary>
    public DateTimeOffset? ServedAt { get; init; }

    /// <summary>
    /// Since when deliveries of the store are refused for their signature, and none was accepted; null where the last
    /// one was.
    /// </summary>
    public DateTimeOffset? RefusedSince { get; init; }

    /// <summary>Whether that was told.</summary>
    public bool RefusalTold { get; init; }
}
