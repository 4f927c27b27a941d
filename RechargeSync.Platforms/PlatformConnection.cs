namespace RechargeSync.Platforms;

/// <summary>
/// Where a store's platform is, from <c>Stores:{store}:Platform</c>; an adapter's constructor may ask for it.
/// </summary>
public sealed record PlatformConnection
{
    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary>The key of the configuration section, for messages: <c>Stores:default:Platform</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Absolute http or https address without a slash at its end; a path in it is kept.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>
    /// The store's secret there; empty where none is configured. An adapter says in its options' check what it is.
    /// </summary>
    public string ApiKey { get; init; } = "";

    /// <summary>Prints no key.</summary>
    public override string ToString() => $"[platform of {Store}]";
}
