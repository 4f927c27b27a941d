using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.Core.Admin.Access;

/// <summary>
/// Lets the pages call the API of their own process in the name of who looks at them. The proof is made with a key that
/// exists in this process's memory alone, so nobody outside can make one.
/// </summary>
internal sealed class PageIdentity(TimeProvider clock)
{
    /// <summary>The header that carries the proof.</summary>
    public const string Header = "X-RechargeSync-Page";

    private const string By = "page";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(2);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>A proof of who looks at the page.</summary>
    public string Issue(AdminCaller caller)
    {
        var until = (clock.GetUtcNow() + s_lifetime).ToUnixTimeSeconds();
        var text = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{until}\n{caller.Role}\n{caller.Name}")
        );
        return $"{Convert.ToBase64String(text)}.{Convert.ToBase64String(HMACSHA256.HashData(_key, text))}";
    }

    /// <summary>Who is meant; null where the proof is not ours, or old.</summary>
    public AdminCaller? Read(string proof)
    {
        var parts = proof.Split('.');
        Span<byte> sum = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (
            parts.Length != 2
            || parts[0].Length > 4096
            || !Convert.TryFromBase64String(parts[1], sum, out var written)
            || written != sum.Length
            || new byte[parts[0].Length] is not { } text
            || !Convert.TryFromBase64String(parts[0], text, out var length)
            || !CryptographicOperations.FixedTimeEquals(sum, HMACSHA256.HashData(_key, text.AsSpan(0, length)))
        )
        {
            return null;
        }

        var fields = Encoding.UTF8.GetString(text, 0, length).Split('\n', 3);
        return
            long.Parse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture)
            >= clock.GetUtcNow().ToUnixTimeSeconds()
            ? new AdminCaller(fields[2], fields[1], By)
            : null;
    }
}
