using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.Cli.Trigger;

/// <summary>Signs a body as Recharge does.</summary>
internal static class FixtureSigner
{
    public const string Both = "both";
    public const string Legacy = "legacy";
    public const string Timestamped = "timestamped";

    /// <summary>The signature headers of a body.</summary>
    /// <param name="body">The raw bytes that are sent.</param>
    /// <param name="secret">The API Client Secret.</param>
    /// <param name="scheme"><see cref="Both"/>, <see cref="Legacy"/> or <see cref="Timestamped"/>.</param>
    /// <param name="now">The time of signing.</param>
    public static IEnumerable<KeyValuePair<string, string>> Headers(
        byte[] body,
        string secret,
        string scheme,
        DateTimeOffset now
    )
    {
        var key = Encoding.UTF8.GetBytes(secret);
        if (scheme != Timestamped)
        {
            // In spite of the header's name a plain hash over secret and body.
            yield return new(RechargeHeaders.Legacy, Convert.ToHexStringLower(SHA256.HashData([.. key, .. body])));
        }

        if (scheme != Legacy)
        {
            var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var signature = Convert.ToHexStringLower(
                HMACSHA256.HashData(key, (byte[])[.. Encoding.ASCII.GetBytes(time), (byte)'.', .. body])
            );
            yield return new(RechargeHeaders.Timestamped, $"t={time},v1={signature}");
        }
    }
}
