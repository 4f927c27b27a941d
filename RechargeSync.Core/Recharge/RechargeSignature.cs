using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Recharge's two webhook signatures, checked on the raw bytes of the body. The timestamped one decides wherever it is
/// present; the legacy one is a plain SHA-256 of secret and body, not an HMAC.
/// </summary>
internal static class RechargeSignature
{
    public const string LegacyHeader = "X-Recharge-Hmac-Sha256";
    public const string TimestampedHeader = "X-Recharge-Webhook-Signature";

    /// <summary>Recharge retries for 48 hours, so an older timestamp cannot be a retry.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(48);

    /// <summary>Checks a body against every active secret.</summary>
    /// <param name="body">The raw bytes as received.</param>
    /// <param name="legacy">Value of <see cref="LegacyHeader"/>; null when absent.</param>
    /// <param name="timestamped">Value of <see cref="TimestampedHeader"/>; null when absent.</param>
    /// <param name="secrets">UTF-8 bytes of the client secrets.</param>
    /// <param name="now">The time to compare the timestamp with.</param>
    /// <param name="acceptLegacy">Whether the legacy header alone is enough.</param>
    public static SignatureVerdict Check(
        ReadOnlySpan<byte> body,
        string? legacy,
        string? timestamped,
        IReadOnlyList<byte[]> secrets,
        DateTimeOffset now,
        bool acceptLegacy
    )
    {
        if (timestamped is not null)
        {
            return CheckTimestamped(body, timestamped, secrets, now);
        }

        return legacy is null || !acceptLegacy ? SignatureVerdict.Missing : CheckLegacy(body, legacy, secrets);
    }

    private static SignatureVerdict CheckTimestamped(
        ReadOnlySpan<byte> body,
        string header,
        IReadOnlyList<byte[]> secrets,
        DateTimeOffset now
    )
    {
        if (!TryRead(header, out var timestamp, out var signature))
        {
            return SignatureVerdict.Malformed;
        }

        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (
            !TryDecode(signature, given)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        )
        {
            return SignatureVerdict.Malformed;
        }

        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds)
        {
            return SignatureVerdict.Expired;
        }

        Span<byte> prefix = stackalloc byte[timestamp.Length + 1];
        Encoding.ASCII.GetBytes(timestamp, prefix);
        prefix[^1] = (byte)'.';

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        var matches = false;
        foreach (var secret in secrets)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hmac.AppendData(prefix);
            hmac.AppendData(body);
            hmac.GetHashAndReset(expected);
            matches |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return matches ? SignatureVerdict.Valid : SignatureVerdict.Wrong;
    }

    private static SignatureVerdict CheckLegacy(ReadOnlySpan<byte> body, string header, IReadOnlyList<byte[]> secrets)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (!TryDecode(header, given))
        {
            return SignatureVerdict.Malformed;
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        var matches = false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var secret in secrets)
        {
            hash.AppendData(secret);
            hash.AppendData(body);
            hash.GetHashAndReset(expected);
            matches |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return matches ? SignatureVerdict.Valid : SignatureVerdict.Wrong;
    }

    // t= and v1= in any order; other keys, such as a future v2=, are passed over.
    private static bool TryRead(
        ReadOnlySpan<char> header,
        out ReadOnlySpan<char> timestamp,
        out ReadOnlySpan<char> signature
    )
    {
        timestamp = signature = default;
        foreach (var range in header.Split(','))
        {
            var part = header[range].Trim();
            if (part.StartsWith("t="))
            {
                timestamp = part[2..];
            }
            else if (part.StartsWith("v1="))
            {
                signature = part[3..];
            }
        }

        return timestamp.Length is > 0 and <= 15 && signature.Length > 0;
    }

    private static bool TryDecode(ReadOnlySpan<char> hex, Span<byte> bytes) =>
        hex.Length == bytes.Length * 2
        && Convert.FromHexString(hex, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
        && written == bytes.Length;
}

/// <summary>What a signature check found.</summary>
internal enum SignatureVerdict
{
    Valid,
    Missing,
    Malformed,
    Expired,
    Wrong,
}
