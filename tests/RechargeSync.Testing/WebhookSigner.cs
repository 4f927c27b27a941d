using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.Testing;

/// <summary>
/// Signs bodies as Recharge does, by both of its schemes. Written from Recharge's documentation, not from the product's
/// code, so that one mistake cannot hide in both.
/// </summary>
internal static class WebhookSigner
{
    public const string LegacyHeader = "X-Recharge-Hmac-Sha256";
    public const string TimestampedHeader = "X-Recharge-Webhook-Signature";

    /// <summary>
    /// The value of <see cref="LegacyHeader"/>: in spite of its name a plain hash over secret and body.
    /// </summary>
    public static string Legacy(string secret, byte[] body) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(secret), .. body]));

    /// <summary>The value of <see cref="TimestampedHeader"/>.</summary>
    public static string Timestamped(string secret, DateTimeOffset time, byte[] body)
    {
        var seconds = Seconds(time);
        return $"t={seconds},v1={Hash(secret, seconds, body)}";
    }

    /// <summary>The hash alone of the value of <see cref="TimestampedHeader"/>.</summary>
    /// <param name="secret">The API client secret.</param>
    /// <param name="seconds">The time, as it stands in the header.</param>
    /// <param name="body">The raw body.</param>
    public static string Hash(string secret, string seconds, byte[] body) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(secret),
                (byte[])[.. Encoding.UTF8.GetBytes(seconds + "."), .. body]
            )
        );

    /// <summary>The time as it stands in the header.</summary>
    public static string Seconds(DateTimeOffset time) =>
        time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
