using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RechargeSync.Core.Http;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Platforms.Http;

/// <summary>Speaks the reference API of docs/platform-api.md, which MockPlatform serves.</summary>
internal sealed class HttpOrderPlatform(PlatformOptions options, IHttpClientFactory clients) : IOrderPlatform
{
    public const string ClientName = "platform";

    private readonly string _base = options.BaseUrl.TrimEnd('/');

    public async Task<PlatformAnswer<PlatformIds>> FindAsync(string reference, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"/orders?reference={Uri.EscapeDataString(reference)}");
        var outcome = await SendAsync(request, cancellationToken);
        if (outcome.Failure is { } failure)
        {
            return new PlatformAnswer<PlatformIds>.Failed(failure);
        }

        if (Read(outcome, RestJson.Default.RestOrderList) is not { Orders: { } orders })
        {
            return new PlatformAnswer<PlatformIds>.Failed(outcome.Malformed());
        }

        return orders.FirstOrDefault(order => order?.Reference == reference) is { } found
            ? Order(outcome, found)
            : new PlatformAnswer<PlatformIds>.NotFound();
    }

    public async Task<PlatformAnswer<PlatformIds>> CreateAsync(
        string reference,
        PlatformOrder order,
        CancellationToken cancellationToken
    )
    {
        using var request = Request(HttpMethod.Post, "/orders");
        request.Headers.Add("Idempotency-Key", reference);
        request.Content = Json(RestOrderBody.From(order, reference));
        var outcome = await SendAsync(request, cancellationToken);
        return outcome is { Status: HttpStatusCode.Conflict }
            ? new PlatformAnswer<PlatformIds>.Taken()
            : Order(outcome);
    }

    public async Task<PlatformAnswer<PlatformIds>> UpdateAsync(
        string platformOrderId,
        PlatformOrder order,
        CancellationToken cancellationToken
    )
    {
        using var request = Request(HttpMethod.Patch, $"/orders/{Uri.EscapeDataString(platformOrderId)}");
        request.Content = Json(RestOrderBody.From(order, reference: null));
        var outcome = await SendAsync(request, cancellationToken);
        return IsGone(outcome) ? new PlatformAnswer<PlatformIds>.NotFound() : Order(outcome);
    }

    public async Task<PlatformAnswer<bool>> ClearCartAsync(string cartId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, $"/carts/{Uri.EscapeDataString(cartId)}/items");
        var outcome = await SendAsync(request, cancellationToken);
        return IsGone(outcome) ? new PlatformAnswer<bool>.NotFound()
            : outcome.Failure is { } failure ? new PlatformAnswer<bool>.Failed(failure)
            : new PlatformAnswer<bool>.Ok(true);
    }

    private static bool IsGone(HttpOutcome outcome) => outcome.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static PlatformAnswer<PlatformIds> Order(HttpOutcome outcome) =>
        outcome.Failure is { } failure
            ? new PlatformAnswer<PlatformIds>.Failed(failure)
            : Order(outcome, Read(outcome, RestJson.Default.RestOrder));

    // An order without an id is an answer that cannot be trusted, above all not as "there is none".
    private static PlatformAnswer<PlatformIds> Order(HttpOutcome outcome, RestOrder? order) =>
        order?.Ids is { } ids
            ? new PlatformAnswer<PlatformIds>.Ok(ids)
            : new PlatformAnswer<PlatformIds>.Failed(outcome.Malformed());

    private Task<HttpOutcome> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        HttpOutcome.SendAsync(
            clients.CreateClient(ClientName),
            request,
            options.Timeout,
            TimeProvider.System,
            cancellationToken
        );

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, _base + path);
        if (options.ApiKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        return request;
    }

    private static ByteArrayContent Json(RestOrderBody body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, RestJson.Default.RestOrderBody))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };

    private static T? Read<T>(HttpOutcome outcome, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(outcome.Body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
