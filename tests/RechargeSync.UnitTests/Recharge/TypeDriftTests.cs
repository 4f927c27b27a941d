using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>
/// Accounts and versions differ in types: whatever a member turns into, it is read or quarantined, nothing else.
/// </summary>
public sealed class TypeDriftTests
{
    private static readonly string[] s_drift =
    [
        "null",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "1.5",
        "1e400",
        "-1e-400",
        "9223372036854775808",
        "\"\"",
        "\"None\"",
        "\"[]\"",
        "\"1\"",
        "\"abc\"",
        "\"2026-03-02\"",
        "\"9999-12-31T23:59:59\"",
        "\"0001-01-01T00:00:00\"",
        "\"2026-03-02T00:00:00+15:00\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "[]",
        "[null]",
        "[1]",
        "[\"a\"]",
        "[{}]",
        "[[]]",
        "{}",
        "{\"ecommerce\":[]}",
        "{\"id\":{}}",
        "{\"ecommerce\":\"\\ud800\"}",
        "[\"\\ud800\"]",
    ];

    private static readonly TimeZoneInfo[] s_zones =
    [
        OrderBuilder.NewYork,
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"),
    ];

    [Theory]
    [InlineData(Sample.Order202101)]
    [InlineData(Sample.Order202111)]
    [InlineData(Sample.PrepaidFirst)]
    public void Order_with_drifted_members_is_read_or_breaks_the_contract(string sample) =>
        Generated.Holds(
            Drifted(sample, "order"),
            body =>
                ReadsOrQuarantines(() =>
                {
                    RechargePayload.ReadOrder(body, null);
                    RechargePayload.ReadOrder(body, s_zones[0]);
                    RechargePayload.ReadOrder(body, s_zones[1]);
                }),
            cases: 1000
        );

    [Theory]
    [InlineData(Sample.Charge202101)]
    [InlineData(Sample.Charge202111)]
    public void Charge_with_drifted_members_is_read_or_breaks_the_contract(string sample) =>
        Generated.Holds(Drifted(sample, "charge"), body => ReadsOrQuarantines(() => RechargePayload.ReadCharge(body)));

    [Theory]
    [InlineData(Sample.Checkout202101)]
    [InlineData(Sample.Checkout202111)]
    public void Checkout_with_drifted_members_is_read_or_breaks_the_contract(string sample) =>
        Generated.Holds(
            Drifted(sample, "checkout"),
            body => ReadsOrQuarantines(() => RechargePayload.ReadCheckout(body))
        );

    [Fact]
    public void Any_bytes_are_read_or_break_the_contract()
    {
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();
        Generated.Holds(bytes, body => ReadsOrQuarantines(() => RechargePayload.ReadOrder(body, null)), cases: 1000);
        Generated.Holds(
            bytes,
            body => WebhookEnvelope.Read(body, RechargeTopic.OrderCreated).Problem is not null,
            cases: 1000
        );
    }

    [Fact]
    public void Any_changed_bytes_of_a_payload_are_read_or_break_the_contract()
    {
        var sample = Sample.Bytes(Sample.Order202111);
        var changes =
            from positions in Gen.Choose(0, sample.Length - 1).ArrayOf(3)
            from values in Gen.Choose(0, 255).ArrayOf(3)
            select (positions, values);
        Generated.Holds(
            changes,
            change =>
            {
                var body = (byte[])sample.Clone();
                for (var i = 0; i < change.positions.Length; i++)
                {
                    body[change.positions[i]] = (byte)change.values[i];
                }

                ReadsOrQuarantines(() => RechargePayload.ReadOrder(body, null));
                _ = WebhookEnvelope.Read(body, RechargeTopic.OrderCreated);
            },
            cases: 1000
        );
    }

    // Up to four members, at any depth, each turned into something else.
    private static Gen<byte[]> Drifted(string sample, string resource)
    {
        var paths = Paths(Sample.Json(sample)[resource]!).ToArray();
        return from count in Gen.Choose(1, 4)
               from path in Gen.Elements(paths).ArrayOf(count)
               from value in Gen.Elements(s_drift).ArrayOf(count)
               select Body(sample, resource, path.Zip(value));
    }

    private static byte[] Body(string sample, string resource, IEnumerable<(string Path, string Json)> changes)
    {
        // Parsed JSON cannot hold a lone surrogate, so values are put in as text, by way of a marker.
        var root = Sample.Json(sample);
        var values = changes.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            Set(root[resource]!, values[i].Path, $"@@{i}@@");
        }

        var text = root.ToJsonString();
        for (var i = 0; i < values.Length; i++)
        {
            text = text.Replace($"\"@@{i}@@\"", values[i].Json, StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private static void Set(JsonNode node, string path, string marker)
    {
        var parts = path.Split('/');
        foreach (var part in parts[..^1])
        {
            // An earlier change may have replaced the parent already.
            var next = node is JsonArray list
                ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]
                : node[part];
            if (next is not (JsonObject or JsonArray))
            {
                return;
            }

            node = next;
        }

        if (node is JsonObject parent)
        {
            parent[parts[^1]] = marker;
        }
    }

    private static IEnumerable<string> Paths(JsonNode node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                (string[])[member.Key, .. Below(member.Key, member.Value)]
            ),
            JsonArray items => items.SelectMany((item, index) => Below($"{index}", item)),
            _ => [],
        };

    private static IEnumerable<string> Below(string path, JsonNode? node) =>
        node is null ? [] : Paths(node).Select(below => $"{path}/{below}");

    private static void ReadsOrQuarantines(Action read)
    {
        try
        {
            read();
        }
        catch (PayloadException)
        {
            // Quarantined.
        }
    }
}
