using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Platforms.Rest;

/// <summary>Speaks the reference API of docs/platform-api.md, which MockPlatform serves.</summary>
internal sealed class RestOrderPlatform(PlatformOptions options, IHttpClientFactory clients) : IOrderPlatform
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

        return Read(outcome, RestJson.Default.RestOrderList) is not { Orders: { } orders }
            ? new PlatformAnswer<PlatformIds>.Failed(outcome.Malformed())
            : orders.FirstOrDefault(order => order.Reference == reference)?.Ids is { } ids
                ? new PlatformAnswer<PlatformIds>.Ok(ids)
                : new PlatformAnswer<PlatformIds>.NotFound();
    }

    public Task<PlatformAnswer<PlatformIds>> CreateAsync(string reference, PlatformOrder order, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Post, "/orders");
        request.Headers.Add("Idempotency-Key", reference);
        request.Content = Json(RestOrderBody.From(order, reference));
        return SendOrderAsync(request, cancellationToken);
    }

    public Task<PlatformAnswer<PlatformIds>> UpdateAsync(string platformOrderId, PlatformOrder order, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Patch, $"/orders/{Uri.EscapeDataString(platformOrderId)}");
        request.Content = Json(RestOrderBody.From(order, reference: null));
        return SendOrderAsync(request, cancellationToken);
    }

    public async Task<PlatformAnswer<bool>> ClearCartAsync(string cartId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, $"/carts/{Uri.EscapeDataString(cartId)}/items");
        var outcome = await SendAsync(request, cancellationToken);
        return outcome switch
        {
            { Failure: null } => new PlatformAnswer<bool>.Ok(true),
            { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } => new PlatformAnswer<bool>.NotFound(),
            { Failure: { } failure } => new PlatformAnswer<bool>.Failed(failure),
        };
    }

    private async Task<PlatformAnswer<PlatformIds>> SendOrderAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var outcome = await SendAsync(request, cancellationToken);
            return outcome switch
            {
                { Failure: null } => Read(outcome, RestJson.Default.RestOrder)?.Ids is { } ids
                    ? new PlatformAnswer<PlatformIds>.Ok(ids)
                    : new PlatformAnswer<PlatformIds>.Failed(outcome.Malformed()),
                { Status: HttpStatusCode.NotFound } => new PlatformAnswer<PlatformIds>.NotFound(),
                { Status: HttpStatusCode.Conflict } => new PlatformAnswer<PlatformIds>.Taken(),
                { Failure: { } failure } => new PlatformAnswer<PlatformIds>.Failed(failure),
            };
        }
    }

    private Task<HttpOutcome> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        HttpOutcome.SendAsync(clients.CreateClient(ClientName), request, options.Timeout, TimeProvider.System, cancellationToken);

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, _base + path);
        if (options.ApiKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        return request;
    }

    private static ByteArrayContent Json(RestOrderBody body) => new(JsonSerializer.SerializeToUtf8Bytes(body, RestJson.Default.RestOrderBody))
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
