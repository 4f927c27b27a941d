using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RechargeSync.FaultTests.Load;

/// <summary>A webhook as Recharge would send it, again and again until it is answered 200.</summary>
/// <param name="Shop">The store.</param>
/// <param name="Topic">For instance <c>order/created</c>.</param>
/// <param name="Body">The raw body.</param>
/// <param name="TraceId">The trace that it begins.</param>
internal sealed record Delivery(Shop Shop, string Topic, byte[] Body, string TraceId)
{
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
    /// The headers of one attempt, signed by both schemes or, for some bodies, by the legacy one alone.
    /// </summary>
    public IEnumerable<(string Name, string Value)> Headers(DateTimeOffset now)
    {
        yield return ("traceparent", $"00-{TraceId}-{TraceId[..16]}-01");
        yield return ("X-Recharge-Topic", Topic);
        var secret = Encoding.UTF8.GetBytes(Shop.ClientSecret);
        yield return ("X-Recharge-Hmac-Sha256", Convert.ToHexStringLower(SHA256.HashData([.. secret, .. Body])));
        if (Body.Length % 2 == 0)
        {
            var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            yield return (
                "X-Recharge-Webhook-Signature",
                $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, (byte[])[.. Encoding.UTF8.GetBytes(time + "."), .. Body]))}"
            );
        }
    }
}
