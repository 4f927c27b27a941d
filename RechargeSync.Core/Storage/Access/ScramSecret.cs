using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.Core.Storage;

/// <summary>
/// A password as Postgres keeps it, so that it does not come into the server's log with the statement that sets it.
/// </summary>
/// <remarks>RFC 5802 and 7677; the form is that of pg_authid.rolpassword.</remarks>
internal static class ScramSecret
{
    private const int Iterations = 4096;
    private const int SaltBytes = 16;

    /// <param name="password">Printable ASCII, which the standard's preparation leaves as it is.</param>
    public static string Of(string password) => Of(password, RandomNumberGenerator.GetBytes(SaltBytes));

    internal static string Of(string password, byte[] salt)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            password,
            salt,
            Iterations,
            HashAlgorithmName.SHA256,
            SHA256.HashSizeInBytes
        );
        var stored = Convert.ToBase64String(SHA256.HashData(Key(salted, "Client Key")));
        var server = Convert.ToBase64String(Key(salted, "Server Key"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${stored}:{server}"
        );
    }

    private static byte[] Key(byte[] salted, string name) => HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes(name));
}
