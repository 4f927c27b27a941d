using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>
/// Makes one attempt: signs the body with both schemes, sends it, and waits as long as Recharge does.
/// </summary>
internal sealed class WebhookClient(IHttpClientFactory clients, TimeProvider time, IOptions<MockOptions> options)
{
    public const string HttpClientName = "webhook-receiver";

    /// <returns>The status code, or null when no answer came in time.</returns>
    public async Task<int?> SendAsync(Delivery delivery, Uri address, CancellationToken cancellationToken)
    {
        using var attempt = MockTelemetry.Source.StartActivity(
            $"webhook attempt {delivery.Topic}",
            ActivityKind.Internal,
            delivery.Trace
        );
        attempt?.SetTag("rechargesync.mock.attempt", delivery.Attempts + 1);
        using var limit = new CancellationTokenSource(options.Value.Webhooks.AnswerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Sign(delivery, address);
            using var response = await clients.CreateClient(HttpClientName).SendAsync(request, either.Token);
            return (int)response.StatusCode;
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            attempt?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            return null;
        }
    }

    private HttpRequestMessage Sign(Delivery delivery, Uri address)
    {
        // The time is renewed with each attempt; Recharge's own habit is not documented, and 48 hours allow either.
        var signedAt = time.GetUtcNow().ToUnixTimeSeconds();
        var secret = delivery.Store.ClientSecret;
        var body = delivery.Body.Span;
        var stamp = signedAt.ToString(CultureInfo.InvariantCulture);
        var content = new ReadOnlyMemoryContent(delivery.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = content,
            Headers =
            {
                { "X-Recharge-Topic", delivery.Topic },
                { "X-Recharge-Hmac-Sha256", WebhookSignature.Legacy(secret, body) },
                { "X-Recharge-Webhook-Signature", $"t={stamp},v1={WebhookSignature.V1(secret, signedAt, body)}" },
                { "X-Recharge-Webhook-Timestamp", stamp },
            },
        };
    }
}
