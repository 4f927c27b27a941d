using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>
/// Recharge and a platform in one, with the worst manners that are allowed: the platform knows no idempotency keys, so
/// each POST that reaches it makes an order, and any call may fail before or after its effect.
/// </summary>
internal sealed class FaultyWorld(int seed, double faults) : HttpMessageHandler, IHttpClientFactory
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private int _lastId;

    /// <summary>The platform's orders: id and reference.</summary>
    public ConcurrentDictionary<string, string> PlatformOrders { get; } = new(StringComparer.Ordinal);

    /// <summary>What the platform answers to everything; null where it works as it does.</summary>
    public HttpStatusCode? PlatformRefuses { get; set; }

    /// <summary>Calls to the platform.</summary>
    public int PlatformCalls { get; private set; }

    /// <summary>External ids by Recharge order.</summary>
    public ConcurrentDictionary<long, string> ExternalIds { get; } = new();

    public HttpClient CreateClient(string name) =>
        new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_lock)
        {
            if (OfPlatform(request))
            {
                PlatformCalls++;
                if (PlatformRefuses is { } refusal)
                {
                    return Answer(refusal, "no");
                }
            }

            if (_random.NextDouble() < faults)
            {
                return _random.Next(8) switch
                {
                    // Recharge's own 429 and 409 would only make the test wait for the seconds that it asks for.
                    0 => Answer(
                        OfPlatform(request) ? HttpStatusCode.TooManyRequests : HttpStatusCode.ServiceUnavailable,
                        "{}"
                    ),
                    1 => Answer(
                        OfPlatform(request) ? HttpStatusCode.Conflict : HttpStatusCode.ServiceUnavailable,
                        "{}"
                    ),
                    2 => Answer(HttpStatusCode.ServiceUnavailable, "busy"),
                    3 => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
                    4 => Break(Effect(request, body)),
                    5 => Truncate(Effect(request, body)),
                    6 => Answer(HttpStatusCode.BadGateway, Effect(request, body).Status.ToString()),
                    _ => throw new HttpRequestException(HttpRequestError.Unknown, "reset"),
                };
            }

            var (status, json) = Effect(request, body);
            return Answer(status, json);
        }
    }

    private (HttpStatusCode Status, string Json) Effect(HttpRequestMessage request, string body)
    {
        var path = request.RequestUri!.AbsolutePath;
        var id = path[(path.LastIndexOf('/') + 1)..];
        switch (request.Method.Method, request.RequestUri.Host)
        {
            case ("POST", _):
                var created = $"P{++_lastId}";
                PlatformOrders[created] = JsonNode.Parse(body)!["reference"]!.GetValue<string>();
                return (HttpStatusCode.Created, Platform(created));
            case ("GET", "platform.test"):
                var reference = Uri.UnescapeDataString(
                    request.RequestUri.Query[(request.RequestUri.Query.IndexOf('=', StringComparison.Ordinal) + 1)..]
                );
                return (
                    HttpStatusCode.OK,
                    $$"""{"orders":[{{string.Join(',', PlatformOrders.Where(order => order.Value == reference).Select(order => Platform(order.Key)))}}]}"""
                );
            case ("PATCH", _):
                return (HttpStatusCode.OK, Platform(id));
            case ("PUT", _):
                ExternalIds[long.Parse(id, System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(body)![
                    "external_order_id"
                ]!["ecommerce"]!.GetValue<string>();
                return (HttpStatusCode.OK, Recharge(id));
            default:
                return (HttpStatusCode.OK, Recharge(id));
        }
    }

    private string Platform(string id) =>
        $$"""{"id":"{{id}}","number":"{{id[1..]}}","reference":"{{PlatformOrders[id]}}"}""";

    private string Recharge(string id)
    {
        var number = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
        var order = new OrderBuilder().WithId(number);
        return Encoding.UTF8.GetString(
            (ExternalIds.TryGetValue(number, out var external) ? order.WithExternalId(external) : order).Body()
        );
    }

    private static bool OfPlatform(HttpRequestMessage request) => request.RequestUri!.Host == "platform.test";

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Truncate((HttpStatusCode Status, string Json) effect) =>
        Answer(effect.Status, effect.Json[..(effect.Json.Length / 2)]);

    private static HttpResponseMessage Break((HttpStatusCode Status, string Json) effect) =>
        throw new HttpRequestException(HttpRequestError.ResponseEnded, $"cut off after {effect.Status}");
}
