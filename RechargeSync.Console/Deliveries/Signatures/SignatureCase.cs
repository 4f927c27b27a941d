namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>A webhook whose signature is to be explained.</summary>
internal sealed record SignatureCase
{
    /// <summary>The raw body.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Value of the legacy header.</summary>
    public string? Legacy { get; init; }

    /// <summary>Value of the timestamped header.</summary>
    public string? Timestamped { get; init; }

    /// <summary>The store's secrets.</summary>
    public required IReadOnlyList<byte[]> Secrets { get; init; }

    /// <summary>The store's access token, which people confuse with a secret.</summary>
    public required byte[] AccessToken { get; init; }

    /// <summary>The other stores' secrets.</summary>
    public required IReadOnlyList<(string Name, IReadOnlyList<byte[]> Secrets)> OtherStores { get; init; }

    /// <summary>Whether the legacy header alone is enough.</summary>
    public required bool AcceptLegacy { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    public override string ToString() => "[signature]";
}
