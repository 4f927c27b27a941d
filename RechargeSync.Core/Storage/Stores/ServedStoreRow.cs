namespace RechargeSync.Core.Storage;

/// <summary>What is remembered of a store: table <c>stores</c>.</summary>
internal sealed record ServedStoreRow
{
    public required string Name { get; init; }

    /// <summary>When a service of ours first started with this store.</summary>
    public DateTimeOffset FirstStartedAt { get; init; }
}
