using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace RechargeSync.FaultTests.Load;

/// <summary>Signs wrongly, in every way that an attacker or a wrong setting would.</summary>
internal sealed class Forger(Random random)
{
    private static readonly TimeSpan s_tooOld = TimeSpan.FromHours(49);

    public HttpRequestMessage Forge(Uri receiver, Delivery delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(receiver, delivery.Path))
        {
            Content = new ByteArrayContent(delivery.Body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var now = TimeProvider.System.GetUtcNow();
        var secret = delivery.Shop.ClientSecret;
        switch (random.Next(9))
        {
            case 0:
                break;
            case 1:
                Legacy(request, SHA256.HashData(Join(secret + "x", delivery.Body)));
                break;
            case 2:
                Legacy(request, SHA256.HashData([.. delivery.Body, .. Encoding.UTF8.GetBytes(secret)]));
                break;
            case 3:
                Legacy(request, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), delivery.Body));
                break;
            case 4:
                Stamped(request, now - s_tooOld, secret, delivery.Body);
                break;
            case 5:
                Stamped(request, now, delivery.Shop.AccessToken, delivery.Body);
                break;
            case 6:
                Stamped(request, now, Shop.All.First(shop => shop != delivery.Shop).ClientSecret, delivery.Body);
                break;
            case 7:
                // A right legacy header does not mend a wrong timestamped one.
                Stamped(request, now, secret, [.. delivery.Body, (byte)' ']);
                Legacy(request, SHA256.HashData(Join(secret, delivery.Body)));
                break;
            default:
                request.Headers.TryAddWithoutValidation(
                    "X-Recharge-Webhook-Signature",
                    $"t={now.ToUnixTimeSeconds()},v1=zz"
                );
                break;
        }

        return request;
    }

    private static void Legacy(HttpRequestMessage request, byte[] hash) =>
        request.Headers.TryAddWithoutValidation("X-Recharge-Hmac-Sha256", Convert.ToHexStringLower(hash));

    private static void Stamped(HttpRequestMessage request, DateTimeOffset time, string secret, byte[] body)
    {
        var stamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Join(stamp + ".", body));
        request.Headers.TryAddWithoutValidation(
            "X-Recharge-Webhook-Signature",
            $"t={stamp},v1={Convert.ToHexStringLower(hash)}"
        );
    }

    private static byte[] Join(string text, byte[] body) => [.. Encoding.UTF8.GetBytes(text), .. body];
}
