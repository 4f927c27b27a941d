using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>
/// From the samples, members are removed, retyped, nulled, nested and renamed at random. Whatever becomes of them, a
/// paid order with id, status and lines is read and mapped, and what was left alone arrives as it was. The long form is
/// asked for by the environment variable <c>PAID_ORDER_BODIES</c>, a number of bodies.
/// </summary>
public sealed class PaidOrderPropertyTests
{
    private const int UsualBodies = 2_000;

    private static readonly string[] s_samples =
    [
        Sample.Order202101,
        Sample.Order202111,
        Sample.PrepaidFirst,
        Sample.PrepaidSubsequent,
    ];

    private static readonly string[] s_values =
    [
        "null",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "7.0",
        "1.5",
        "1e400",
        "9223372036854775808",
        "\"\"",
        "\"None\"",
        "\"null\"",
        "\"[]\"",
        "\"1\"",
        "\"abc\"",
        "\"1,234.50\"",
        "\"free\"",
        "\"2026-03-02\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "[]",
        "[null]",
        "[1]",
        "[\"a\"]",
        "[{}]",
        "[[]]",
        "[[\"a\",\"b\"]]",
        "{}",
        "{\"ecommerce\":[]}",
        "{\"id\":{}}",
        "{\"0\":{}}",
        "{\"name\":\"a\",\"value\":{}}",
        "{\"ecommerce\":\"\\ud800\"}",
        "{\"\\ud800\":\"\\ud800\"}",
    ];

    // What must be readable for an order to be placed.
    private static readonly string[] s_needed = ["id", "status", "line_items"];

    [Fact]
    public void Paid_order_is_always_placed_and_what_was_left_alone_arrives_unchanged()
    {
        var bodies = int.TryParse(
            Environment.GetEnvironmentVariable("PAID_ORDER_BODIES"),
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? asked
            : UsualBodies;
        var plain = s_samples.ToDictionary(
            sample => sample,
            sample => Pushed(Sample.Bytes(sample)),
            StringComparer.Ordinal
        );
        var random = new Random(20_260_302);
        for (var i = 0; i < bodies; i++)
        {
            var sample = s_samples[random.Next(s_samples.Length)];
            var (body, changed) = Changed(sample, random);
            JsonNode pushed;
            try
            {
                pushed = Pushed(body);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Body {i} was not placed: {Encoding.UTF8.GetString(body)}",
                    exception
                );
            }

            foreach (var (member, arrives) in s_arrivals)
            {
                if (!member.Split(' ').Any(changed.Contains))
                {
                    Assert.True(
                        JsonNode.DeepEquals(At(plain[sample], arrives), At(pushed, arrives)),
                        $"'{arrives}' of body {i} differs: {Encoding.UTF8.GetString(body)}"
                    );
                }
            }
        }
    }

    // What arrives on the platform, and the members that have a say in it.
    private static readonly (string Members, string Arrives)[] s_arrivals =
    [
        ("id", "rechargeOrderId"),
        ("status charge charge_status total_refunds total_price", "status"),
        ("currency", "currency"),
        ("note", "note"),
        ("tags", "tags"),
        ("type", "type"),
        ("created_at", "createdAt"),
        ("processed_at", "processedAt"),
        ("scheduled_at", "scheduledAt"),
        ("address_id", "addressId"),
        ("charge_id charge", "chargeId"),
        ("email customer", "email"),
        ("shipping_address", "shippingAddress"),
        ("billing_address", "billingAddress"),
        ("shipping_lines", "shippingLines"),
        ("order_attributes note_attributes", "attributes"),
        ("line_items", "lines/0/sku"),
        ("line_items", "lines/0/quantity"),
        ("line_items", "lines/0/unitPrice"),
        ("line_items", "lines/0/properties"),
        ("subtotal_price", "totals/subtotal"),
        ("total_price", "totals/total"),
        ("total_duties", "totals/duties"),
        ("total_weight total_weight_grams", "weightGrams"),
    ];

    // Up to four members, at any depth, but none of those that a placed order needs.
    private static (byte[] Body, HashSet<string> Changed) Changed(string sample, Random random)
    {
        var root = Sample.Json(sample);
        var order = root["order"]!.AsObject();
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var values = new List<string>();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var top = Pick(order.Select(member => member.Key).Except(s_needed, StringComparer.Ordinal), random);
            JsonNode parent = order;
            var name = top;
            if (random.Next(4) == 0)
            {
                // Within a line, all but its quantity.
                top = "line_items";
                parent = order[top]![0]!;
                name = Pick(parent.AsObject().Select(member => member.Key).Where(key => key != "quantity"), random);
            }

            while (random.Next(2) == 0 && parent[name] is JsonObject { Count: > 0 } inner)
            {
                parent = inner;
                name = Pick(inner.Select(member => member.Key), random);
            }

            changed.Add(top);
            Change(parent.AsObject(), name, random, values);
        }

        var text = root.ToJsonString();
        for (var i = values.Count - 1; i >= 0; i--)
        {
            text = text.Replace($"\"@@{i}@@\"", values[i], StringComparison.Ordinal);
        }

        return (Encoding.UTF8.GetBytes(text), changed);
    }

    private static void Change(JsonObject parent, string name, Random random, List<string> values)
    {
        var value = parent[name];
        switch (random.Next(6))
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                parent[name] = null;
                break;
            case 2:
                parent[name] = new JsonObject { ["ecommerce"] = value?.DeepClone() };
                break;
            case 3:
                parent[name] = new JsonArray(value?.DeepClone());
                break;
            case 4:
                parent.Remove(name);
                parent["renamed_" + name] = value?.DeepClone();
                break;
            default:
                // Parsed JSON cannot hold a lone surrogate, so values are put in as text, by way of a marker.
                parent[name] = $"@@{values.Count}@@";
                values.Add(s_values[random.Next(s_values.Length)]);
                break;
        }
    }

    private static string Pick(IEnumerable<string> names, Random random)
    {
        var all = names.ToList();
        return all[random.Next(all.Count)];
    }

    private static JsonNode Pushed(byte[] body)
    {
        var order = RechargePayload.ReadOrder(body, OrderBuilder.NewYork);
        Assert.True(order.IsSuccess && order.HasLines, "no paid order with lines");
        Assert.Null(WebhookEnvelope.Read(body, RechargeTopic.OrderCreated).Problem);
        return JsonNode.Parse(PlatformOrderMapper.Map("default", order).Json)!;
    }

    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var part in path.Split('/'))
        {
            node = node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : node?[part];
        }

        return node;
    }
}
