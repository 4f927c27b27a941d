namespace RechargeSync.Core.Admin.Signatures;

/// <summary>A webhook whose signature is to be explained.</summary>
/// <param name="Body">The raw body.</param>
/// <param name="Legacy">Value of the legacy header.</param>
/// <param name="Timestamped">Value of the timestamped header.</param>
/// <param name="Secrets">The store's secrets.</param>
/// <param name="AccessToken">The store's access token, which people confuse with a secret.</param>
/// <param name="OtherStores">The other stores' secrets.</param>
/// <param name="AcceptLegacy">Whether the legacy header alone is enough.</param>
/// <param name="Now">The time.</param>
internal sealed record SignatureCase(
    byte[] Body,
    string? Legacy,
    string? Timestamped,
    IReadOnlyList<byte[]> Secrets,
    byte[] AccessToken,
    IReadOnlyList<(string Name, IReadOnlyList<byte[]> Secrets)> OtherStores,
    bool AcceptLegacy,
    DateTimeOffset Now
)
{
    public override string ToString() => "[signature]";
}
