using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using RechargeSync.Testing;

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
                Legacy(request, WebhookSigner.Legacy(secret + "x", delivery.Body));
                break;
            case 2:
                Legacy(
                    request,
                    Convert.ToHexStringLower(SHA256.HashData([.. delivery.Body, .. Encoding.UTF8.GetBytes(secret)]))
                );
                break;
            case 3:
                Legacy(
                    request,
                    Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), delivery.Body))
                );
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
                Legacy(request, WebhookSigner.Legacy(secret, delivery.Body));
                break;
            default:
                request.Headers.TryAddWithoutValidation(
                    WebhookSigner.TimestampedHeader,
                    $"t={WebhookSigner.Seconds(now)},v1=zz"
                );
                break;
        }

        return request;
    }

    private static void Legacy(HttpRequestMessage request, string signature) =>
        request.Headers.TryAddWithoutValidation(WebhookSigner.LegacyHeader, signature);

    private static void Stamped(HttpRequestMessage request, DateTimeOffset time, string secret, byte[] body) =>
        request.Headers.TryAddWithoutValidation(
            WebhookSigner.TimestampedHeader,
            WebhookSigner.Timestamped(secret, time, body)
        );
}
