using RechargeSync.Platforms;

namespace Acme.Platform;

/// <summary>What Acme needs beside an address and a key: <c>Stores:{store}:Platform:Acme</c>.</summary>
public sealed class AcmeOptions : IPlatformOptions
{
    /// <summary>The warehouse that ships.</summary>
    public string Warehouse { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<string> Problems(string key, PlatformConnection connection)
    {
        if (Warehouse.Length == 0)
        {
            yield return $"{key}:Warehouse is missing: give the name of the warehouse that ships.";
        }

        if (connection.ApiKey.Length == 0)
        {
            yield return $"{connection.Key}:ApiKey is missing: give the key that Acme has issued.";
        }
    }
}
