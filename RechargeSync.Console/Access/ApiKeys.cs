using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace RechargeSync.Console.Access;

/// <summary>The configured keys.</summary>
internal sealed class ApiKeys(IOptions<AdminOptions> options)
{
    private readonly (string Name, string Role, byte[] Hash)[] _keys =
    [
        .. options.Value.Keys.Select(pair => (pair.Key, pair.Value.Role, Encoding.ASCII.GetBytes(pair.Value.Hash))),
    ];

    /// <summary>Whose key it is; null where it is nobody's. Compares every key, so that time tells nothing.</summary>
    public (string Name, string Role)? Find(string key)
    {
        var given = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        (string, string)? found = null;
        foreach (var (name, role, hash) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(given, hash) ? (name, role) : found;
        }

        return found;
    }

    /// <summary>Whether a name still has the role, for a session that outlives a change of the configuration.</summary>
    public bool Holds(string name, string role) => _keys.Any(key => key.Name == name && key.Role == role);
}
