using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// What the headers of a webhook claim, read before its body: which signature the body has to fit, or why none can.
/// </summary>
internal readonly struct SignatureClaim
{
    private const int MaxTimestamp = 15;

    private readonly string _header;
    private readonly Range _timestamp;

    private SignatureClaim(SignatureVerdict verdict)
    {
        Verdict = verdict;
        _header = "";
    }

    private SignatureClaim(string header, Range? timestamp)
    {
        Verdict = SignatureVerdict.Valid;
        _header = header;
        IsLegacy = timestamp is null;
        _timestamp = timestamp ?? default;
    }

    /// <summary>
    /// <see cref="SignatureVerdict.Valid"/> where there is a signature to be fitted; else why the request is refused
    /// whatever its body is.
    /// </summary>
    public SignatureVerdict Verdict { get; }

    /// <summary>True where only the legacy header vouches for the body.</summary>
    public bool IsLegacy { get; }

    /// <summary>Reads the headers.</summary>
    /// <param name="legacy">Value of <see cref="RechargeSignature.LegacyHeader"/>; null when absent.</param>
    /// <param name="timestamped">Value of <see cref="RechargeSignature.TimestampedHeader"/>; null when absent.</param>
    /// <param name="now">The time to compare the timestamp with.</param>
    /// <param name="acceptLegacy">Whether the legacy header alone is enough.</param>
    public static SignatureClaim Read(string? legacy, string? timestamped, DateTimeOffset now, bool acceptLegacy)
    {
        if (timestamped is not null)
        {
            return ReadTimestamped(timestamped, now);
        }

        if (legacy is null || !acceptLegacy)
        {
            return new SignatureClaim(legacy is null ? SignatureVerdict.Missing : SignatureVerdict.Legacy);
        }

        var once = Once(legacy);
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        return TryDecode(once, sum)
            ? new SignatureClaim(once, timestamp: null)
            : new SignatureClaim(SignatureVerdict.Malformed);
    }

    /// <summary>Checks a body against every active secret.</summary>
    /// <param name="body">The raw bytes as received.</param>
    /// <param name="secrets">UTF-8 bytes of the client secrets.</param>
    public SignatureVerdict Check(ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets)
    {
        if (Verdict != SignatureVerdict.Valid)
        {
            return Verdict;
        }

        var matches = false;
        foreach (var secret in secrets)
        {
            using var hash = Begin(secret);
            hash.AppendData(body);
            matches |= Fits(hash);
        }

        return matches ? SignatureVerdict.Valid : SignatureVerdict.Wrong;
    }

    /// <summary>The sum under a secret, begun: the body's bytes are to be appended.</summary>
    public IncrementalHash Begin(byte[] secret)
    {
        if (IsLegacy)
        {
            var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(secret);
            return hash;
        }

        var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        Span<byte> prefix = stackalloc byte[MaxTimestamp + 1];
        var length = Encoding.ASCII.GetBytes(_header.AsSpan()[_timestamp], prefix);
        prefix[length] = (byte)'.';
        hmac.AppendData(prefix[..(length + 1)]);
        return hmac;
    }

    /// <summary>
    /// Ends a sum; true where a signature of the header equals it, which is compared in constant time.
    /// </summary>
    public bool Fits(IncrementalHash hash)
    {
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(expected);
        if (IsLegacy)
        {
            return TryDecode(_header, given) && CryptographicOperations.FixedTimeEquals(expected, given);
        }

        // A sender that rotates its secret signs with both: any of them is enough.
        var matches = false;
        foreach (var range in _header.AsSpan().Split(','))
        {
            if (TryReadSum(_header.AsSpan()[range].Trim(), given))
            {
                matches |= CryptographicOperations.FixedTimeEquals(expected, given);
            }
        }

        return matches;
    }

    // t= and v1= in any order; other keys, such as a future v2=, are passed over.
    private static SignatureClaim ReadTimestamped(string header, DateTimeOffset now)
    {
        Range? timestamp = null;
        var isSigned = false;
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var range in header.AsSpan().Split(','))
        {
            var part = header.AsSpan()[range].Trim();
            if (part.StartsWith("t="))
            {
                var start = range.Start.Value + header.AsSpan()[range].IndexOf("t=") + 2;
                var found = new Range(start, start + part.Length - 2);
                if (timestamp is { } other && !header.AsSpan()[other].SequenceEqual(header.AsSpan()[found]))
                {
                    return new SignatureClaim(SignatureVerdict.Malformed);
                }

                timestamp = found;
            }
            else
            {
                isSigned |= TryReadSum(part, sum);
            }
        }

        if (
            !isSigned
            || timestamp is not { } time
            || time.End.Value - time.Start.Value is 0 or > MaxTimestamp
            || !long.TryParse(header.AsSpan()[time], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        )
        {
            return new SignatureClaim(SignatureVerdict.Malformed);
        }

        return RechargeSignature.IsExpired(seconds, now)
            ? new SignatureClaim(SignatureVerdict.Expired)
            : new SignatureClaim(header, time);
    }

    // A proxy may fold a header that stands twice into one line.
    private static string Once(string legacy)
    {
        var comma = legacy.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            return legacy;
        }

        var first = legacy.AsSpan(0, comma).Trim();
        foreach (var range in legacy.AsSpan().Split(','))
        {
            if (!legacy.AsSpan()[range].Trim().SequenceEqual(first))
            {
                return legacy;
            }
        }

        return first.ToString();
    }

    private static bool TryReadSum(ReadOnlySpan<char> part, Span<byte> sum) =>
        part.StartsWith("v1=") && TryDecode(part[3..], sum);

    private static bool TryDecode(ReadOnlySpan<char> hex, Span<byte> bytes) =>
        hex.Length == bytes.Length * 2
        && Convert.FromHexString(hex, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
        && written == bytes.Length;
}
