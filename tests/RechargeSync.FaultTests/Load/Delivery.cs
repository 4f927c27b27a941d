using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Load;

/// <summary>A webhook as Recharge would send it, again and again until it is answered 200.</summary>
/// <param name="Shop">The store.</param>
/// <param name="Topic">For instance <c>order/created</c>.</param>
/// <param name="Body">The raw body.</param>
/// <param name="TraceId">The trace that it begins.</param>
internal sealed record Delivery(Shop Shop, string Topic, byte[] Body, string TraceId)
{
    private readonly bool _isJson = IsJson(Body);

    /// <summary>What the inbox tells redeliveries by: computed here on its own, not by the product.</summary>
    public string DedupeKey { get; } =
        Convert.ToHexString(SHA256.HashData([.. Encoding.UTF8.GetBytes(Topic + "\n"), .. Body]));

    public string Path => $"/webhooks/recharge/{Shop.Name}/{Topic}";

    public static Delivery Of(Shop shop, string topic, JsonObject resource, Random random) =>
        new(
            shop,
            topic,
            Encoding.UTF8.GetBytes(
                new JsonObject
                {
                    [topic[..topic.IndexOf('/', StringComparison.Ordinal)]] = resource.DeepClone(),
                }.ToJsonString()
            ),
            NewTraceId(random)
        );

    public static string NewTraceId(Random random)
    {
        var id = new byte[16];
        random.NextBytes(id);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>
    /// The headers of one attempt, signed by both schemes or, for some bodies of JSON, by the legacy one alone.
    /// </summary>
    public IEnumerable<(string Name, string Value)> Headers(DateTimeOffset now)
    {
        yield return ("traceparent", $"00-{TraceId}-{TraceId[..16]}-01");
        yield return ("X-Recharge-Topic", Topic);
        yield return (WebhookSigner.LegacyHeader, WebhookSigner.Legacy(Shop.ClientSecret, Body));
        if (Body.Length % 2 == 0 || !_isJson)
        {
            yield return (WebhookSigner.TimestampedHeader, WebhookSigner.Timestamped(Shop.ClientSecret, now, Body));
        }
    }

    private static bool IsJson(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                // To its end.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
