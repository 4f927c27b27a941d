using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace RechargeSync.Console.Access;

/// <summary>A configured key.</summary>
/// <param name="Name">The name under which actions are recorded.</param>
/// <param name="Role">A word of <see cref="Client.AdminRoles"/>.</param>
/// <param name="Hash">Lower-case hex SHA-256 of the key.</param>
internal sealed record ApiKey(string Name, string Role, string Hash);

/// <summary>The configured keys.</summary>
internal sealed class ApiKeys(IOptions<AdminOptions> options)
{
    private readonly ApiKey[] _keys =
    [
        .. options.Value.Keys.Select(pair => new ApiKey(pair.Key, pair.Value.Role, pair.Value.Hash)),
    ];

    /// <summary>Whose key it is; null where it is nobody's. Compares every key, so that time tells nothing.</summary>
    public ApiKey? Find(string key)
    {
        var given = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        ApiKey? found = null;
        foreach (var known in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(known.Hash)) ? known : found;
        }

        return found;
    }

    /// <summary>The key of a name, as long as it is the one with this hash, for what outlives a change of it.</summary>
    public ApiKey? Find(string name, string hash) => _keys.FirstOrDefault(key => key.Name == name && key.Hash == hash);
}
