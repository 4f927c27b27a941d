using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>Recharge's two signatures. The key of both is the API client secret, not the access token.</summary>
internal static class WebhookSignature
{
    /// <summary>
    /// <c>X-Recharge-Hmac-Sha256</c>. In spite of its name a plain hash: SHA-256 over the secret and then the body.
    /// </summary>
    public static string Legacy(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(secret);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// The <c>v1</c> of <c>X-Recharge-Webhook-Signature</c>: HMAC-SHA256 over the time, a dot and the body.
    /// </summary>
    /// <param name="epochSeconds">The time of signing.</param>
    public static string V1(ReadOnlySpan<byte> secret, long epochSeconds, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.ASCII.GetBytes(epochSeconds.ToString(CultureInfo.InvariantCulture)));
        hash.AppendData("."u8);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
