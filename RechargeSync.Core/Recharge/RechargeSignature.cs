namespace RechargeSync.Core.Recharge;

/// <summary>
/// Recharge's two webhook signatures, checked on the raw bytes of the body. The timestamped one decides wherever it is
/// present; the legacy one is a plain SHA-256 of secret and body, not an HMAC.
/// </summary>
internal static class RechargeSignature
{
    public const string LegacyHeader = "X-Recharge-Hmac-Sha256";
    public const string TimestampedHeader = "X-Recharge-Webhook-Signature";

    /// <summary>
    /// Recharge retries for 48 hours, so an older timestamp cannot be a retry. Whether it signs each attempt anew is
    /// not known.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(48);

    /// <summary>How far the sender's clock may be ahead of ours.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

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
    ) => SignatureClaim.Read(legacy, timestamped, now, acceptLegacy).Check(body, secrets);

    /// <summary>True where a signed time is too long ago, or too far ahead, to be that of a delivery.</summary>
    public static bool IsExpired(long seconds, DateTimeOffset now)
    {
        var age = (decimal)now.ToUnixTimeSeconds() - seconds;
        return age > (decimal)Tolerance.TotalSeconds || age < -(decimal)Ahead.TotalSeconds;
    }
}

/// <summary>What a signature check found.</summary>
internal enum SignatureVerdict
{
    Valid,
    Missing,

    /// <summary>Only the legacy header is there, and the store does not accept it alone.</summary>
    Legacy,
    Malformed,
    Expired,
    Wrong,
}
