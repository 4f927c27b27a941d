using System.Security.Cryptography;

namespace Peer;

internal static class Signature
{
    /// <summary>Recharge's legacy signature: SHA-256 of secret and raw body, in hexadecimal.</summary>
    public static bool IsValid(string secret, ReadOnlySpan<byte> body, string? header)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (
            header?.Length != given.Length * 2
            || Convert.FromHexString(header, given, out _, out _) != System.Buffers.OperationStatus.Done
        )
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(secret));
        hash.AppendData(body);
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
