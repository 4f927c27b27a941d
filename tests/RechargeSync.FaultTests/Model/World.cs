using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Model;

/// <summary>
/// Platform and Recharge around one order, behind HTTP, with a fault at each call. The platform knows no idempotency
/// key: only a look prevents a second order.
/// </summary>
internal sealed class World(OrderStory story, StillClock clock, WorkerLife life) : HttpMessageHandler
{
    private const string PlatformId = "92812948";

    private readonly Random _traces = new(1);
    private (string Status, string City) _content = ("queued", "Zyxton");

    /// <summary>Webhooks that Recharge has sent; each may arrive at any time, and more than once.</summary>
    public List<(Delivery Delivery, DateTimeOffset UpdatedAt, string Status, string City)> Sent { get; } = [];

    public int Creates { get; private set; }

    public int Updates { get; private set; }

    public int Cancels { get; private set; }

    public int Refunds { get; private set; }

    /// <summary>What Recharge shows now.</summary>
    public (string Status, string City) Content => _content;

    public int IdWrites { get; private set; }

    public int ChargeWrites { get; private set; }

    public string? PlatformCity { get; private set; }

    public string? ExternalOrderId { get; private set; }

    public string? ChargeOrderId { get; private set; }

    /// <summary>The order changes in Recharge, which tells us.</summary>
    public void Happen(string topic, string status, string city)
    {
        _content = (status, city);
        Tell(topic);
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var fault = life.Next();
        switch (fault)
        {
            case Fault.Unreachable:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "unreachable");
            case Fault.Refused:
                return new HttpResponseMessage(HttpStatusCode.InternalServerError);
            case Fault.Throttled:
                return new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            case Fault.CrashBefore:
                throw life.Crash();
        }

        var body = request.Content is null
            ? null
            : (JsonObject?)JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        var (status, answer) = Answer(
            $"{request.Method} {request.RequestUri!.Host}{request.RequestUri.AbsolutePath}",
            body
        );
        return fault switch
        {
            Fault.AnswerLost => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken off"),
            Fault.CrashAfter => throw life.Crash(),
            _ => new HttpResponseMessage(status)
            {
                Content = new StringContent(Cut(answer.ToJsonString(), fault), Encoding.UTF8, "application/json"),
            },
        };
    }

    private static string Cut(string text, Fault fault) =>
        fault == Fault.AnswerHalved ? text[..(text.Length / 2)] : text;

    private (HttpStatusCode Status, JsonObject Answer) Answer(string call, JsonObject? body)
    {
        switch (call)
        {
            case "GET platform.test/orders":
                return (HttpStatusCode.OK, new JsonObject { ["orders"] = Creates == 0 ? [] : new JsonArray(Placed()) });
            case "POST platform.test/orders":
                Creates++;
                PlatformCity = City(body!);
                return (HttpStatusCode.Created, Placed());
            case "POST platform.test/orders/" + PlatformId + "/cancel":
                Cancels++;
                return (HttpStatusCode.OK, Placed());
            case "POST platform.test/orders/" + PlatformId + "/refunds":
                Refunds++;
                return (HttpStatusCode.OK, Placed());
            case "PATCH platform.test/orders/" + PlatformId:
                Updates++;
                PlatformCity = City(body!);
                return (HttpStatusCode.OK, Placed());
        }

        if (call.Contains("/charges/", StringComparison.Ordinal))
        {
            if (body is not null)
            {
                ChargeWrites++;
                ChargeOrderId = Unwrap(body);
            }

            return (
                HttpStatusCode.OK,
                new JsonObject
                {
                    ["charge"] = new JsonObject
                    {
                        ["id"] = story.ChargeId,
                        ["orders_count"] = 3,
                        ["external_order_id"] = Wrap(ChargeOrderId),
                    },
                }
            );
        }

        if (body is not null)
        {
            IdWrites++;
            ExternalOrderId = Unwrap(body);
            Tell("order/updated");
        }

        return (HttpStatusCode.OK, new JsonObject { ["order"] = Order() });
    }

    private void Tell(string topic) =>
        Sent.Add((Delivery.Of(story.Shop, topic, Order(), _traces), clock.GetUtcNow(), _content.Status, _content.City));

    private JsonObject Order()
    {
        var order = story.Order(_content.Status, clock.GetUtcNow(), _content.City);
        order["external_order_id"] = Wrap(ExternalOrderId);
        return order;
    }

    private JsonObject Placed() =>
        new()
        {
            ["id"] = PlatformId,
            ["number"] = "101",
            ["reference"] = story.Reference,
        };

    private static string? City(JsonObject body) => body["shippingAddress"]?["city"]?.GetValue<string>();

    private static JsonObject Wrap(string? id) => new() { ["ecommerce"] = id };

    private static string? Unwrap(JsonObject body) => body["external_order_id"]?["ecommerce"]?.GetValue<string>();
}
