using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Core.Stores;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Model;

/// <summary>
/// Platform and Recharge around one order, behind HTTP, with a fault at each call. The platform knows no idempotency
/// key: only a look prevents a second order.
/// </summary>
internal sealed class World(OrderStory story, StillClock clock, WorkerLife life) : HttpMessageHandler
{
    private const string PlatformId = "92812948";

    // Within the settle time, which is the default of the store's options.
    private static readonly TimeSpan s_late = new PlatformOptions().SettleTime - TimeSpan.FromSeconds(1);

    private readonly Random _traces = new(1);
    private readonly List<(DateTimeOffset At, string Call, JsonObject? Body, long Version)> _late = [];
    private long _version;
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

    /// <summary>What was given up by its caller, and takes effect all the same by now.</summary>
    public void ArriveLate()
    {
        foreach (var late in _late.Where(late => late.At <= clock.GetUtcNow()).ToList())
        {
            _late.Remove(late);
            Answer(late.Call, late.Body, late.Version);
        }
    }

    /// <summary>The order changes in Recharge, which tells us.</summary>
    public void Happen(string topic, string status, string city)
    {
        // What returns to a former state within its second is, byte for byte, a repetition: reconciliation alone could
        // tell.
        if (
            _content != (status, city)
            && Sent.Exists(sent => (sent.UpdatedAt, sent.Status, sent.City) == (clock.GetUtcNow(), status, city))
        )
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

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
        var call = $"{request.Method} {request.RequestUri!.Host}{request.RequestUri.AbsolutePath}";
        var version = request.Headers.TryGetValues("Order-Version", out var versions)
            ? long.Parse(versions.Single(), CultureInfo.InvariantCulture)
            : 0;
        ArriveLate();
        if (fault == Fault.Late && body is not null && request.RequestUri.Host == "platform.test")
        {
            _late.Add((clock.GetUtcNow() + s_late, call, body, version));
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken off");
        }

        var (status, answer) = Answer(call, body, version);
        return fault switch
        {
            Fault.AnswerLost or Fault.Late => throw new HttpRequestException(
                HttpRequestError.ResponseEnded,
                "broken off"
            ),
            Fault.CrashAfter => throw life.Crash(),
            _ => new HttpResponseMessage(status)
            {
                Content = new StringContent(Cut(answer.ToJsonString(), fault), Encoding.UTF8, "application/json"),
            },
        };
    }

    private static string Cut(string text, Fault fault) =>
        fault == Fault.AnswerHalved ? text[..(text.Length / 2)] : text;

    private (HttpStatusCode Status, JsonObject Answer) Answer(string call, JsonObject? body, long version)
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
            case "PATCH platform.test/orders/" + PlatformId when version < _version:
                return (HttpStatusCode.PreconditionFailed, new JsonObject { ["version"] = _version });
            case "PATCH platform.test/orders/" + PlatformId:
                _version = version;
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
