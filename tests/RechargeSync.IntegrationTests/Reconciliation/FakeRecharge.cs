using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace RechargeSync.IntegrationTests.Reconciliation;

/// <summary>Recharge's lists of orders and webhooks, with the habits that only some stores show.</summary>
internal sealed class FakeRecharge : HttpMessageHandler, IHttpClientFactory
{
    private readonly Lock _lock = new();
    private long _lastWebhook = 100;

    /// <summary>Orders in the order of <c>updated_at</c>.</summary>
    public List<JsonObject> Orders { get; } = [];

    public Dictionary<long, (string Topic, string Address)> Webhooks { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>True for a store where the filter for orders without id does nothing.</summary>
    public bool IgnoresFilter { get; set; }

    /// <summary>True for a store that knows neither cursors nor links.</summary>
    public bool CountsPages { get; set; }

    /// <summary>What to do with an answer before it is sent; the number counts from 1.</summary>
    public Func<int, HttpResponseMessage, HttpResponseMessage> Tamper { get; set; } = (_, answer) => answer;

    public HttpClient CreateClient(string name) =>
        new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is null
            ? null
            : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        lock (_lock)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            return Tamper(Requests.Count, Answer(request, body));
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, JsonNode? body)
    {
        var parts = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        var query = QueryHelpers
            .ParseQuery(request.RequestUri.Query)
            .ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal);
        return (request.Method.Method, parts) switch
        {
            ("GET", ["orders"]) => List(query),
            ("GET", ["orders", var id]) when Orders.Find(o => (string?)o["id"]?.ToString() == id) is { } order => Json(
                new JsonObject { ["order"] = order.DeepClone() }
            ),
            ("GET", ["webhooks"]) => Json(
                new JsonObject
                {
                    ["webhooks"] = new JsonArray([
                        .. Webhooks.Select(w => new JsonObject
                        {
                            ["id"] = w.Key,
                            ["topic"] = w.Value.Topic,
                            ["address"] = w.Value.Address,
                        }),
                    ]),
                }
            ),
            ("POST", ["webhooks"]) => Create(body!),
            ("DELETE", ["webhooks", var id]) => new HttpResponseMessage(
                Webhooks.Remove(long.Parse(id, CultureInfo.InvariantCulture))
                    ? HttpStatusCode.NoContent
                    : HttpStatusCode.NotFound
            ),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound)
            {
                Content = new StringContent("""{"errors":"Not Found"}"""),
            },
        };
    }

    private HttpResponseMessage List(Dictionary<string, string> query)
    {
        var limit = int.Parse(query["limit"], CultureInfo.InvariantCulture);
        if (query.TryGetValue("ids", out var ids))
        {
            return Json(
                new JsonObject
                {
                    ["orders"] = new JsonArray([
                        .. Orders
                            .Where(o => ids.Split(',').Contains(o["id"]!.ToString(), StringComparer.Ordinal))
                            .Select(o => o.DeepClone()),
                    ]),
                }
            );
        }

        // A cursor holds the filter, and names the last order seen.
        var cursor = query.TryGetValue("cursor", out var text) ? text.Split('|') : null;
        var flag =
            cursor?[0] ?? query.GetValueOrDefault("has_external_order") ?? query.GetValueOrDefault("has_external_id");
        var after = cursor is null ? -1 : int.Parse(cursor[1], CultureInfo.InvariantCulture);
        var matches = Orders
            .Select((order, index) => (order, index))
            .Where(o => o.index > after && (IgnoresFilter || HasId(o.order) == (flag == "true")))
            .ToList();
        if (CountsPages)
        {
            var page = query.TryGetValue("page", out var number) ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
            matches = [.. matches.Skip((page - 1) * limit)];
        }

        var shown = matches.Take(limit).ToList();
        var answer = new JsonObject { ["orders"] = new JsonArray([.. shown.Select(o => o.order.DeepClone())]) };
        if (!CountsPages)
        {
            answer["next_cursor"] = matches.Count > limit ? $"{flag}|{shown[^1].index}" : null;
        }

        return Json(answer);
    }

    private HttpResponseMessage Create(JsonNode body)
    {
        Webhooks.Add(++_lastWebhook, ((string)body["topic"]!, (string)body["address"]!));
        return Json(new JsonObject { ["webhook"] = new JsonObject { ["id"] = _lastWebhook } });
    }

    private static bool HasId(JsonObject order) =>
        order["external_order_id"] is JsonObject wrapped
            ? wrapped["ecommerce"] is not null
            : order["external_order_id"] is not null;

    private static HttpResponseMessage Json(JsonObject body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}
