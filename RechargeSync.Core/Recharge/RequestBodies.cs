using System.Text.Json;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// The bodies that we send to Recharge. A write-back holds nothing but the ids: flat texts in 2021-01, wrapped per
/// system in 2021-11.
/// </summary>
internal static class RequestBodies
{
    /// <summary>Id and number of a platform's order.</summary>
    public static byte[] OrderIds(ApiVersion version, string id, string number) =>
        Write(
            (version, id, number),
            static (json, ids) =>
            {
                WriteId(json, ids.version, "external_order_id", ids.id);
                WriteId(json, ids.version, "external_order_number", ids.number);
            }
        );

    /// <summary>The id alone.</summary>
    public static byte[] OrderId(ApiVersion version, string id) =>
        Write((version, id), static (json, ids) => WriteId(json, ids.version, "external_order_id", ids.id));

    /// <summary>A new webhook subscription.</summary>
    /// <param name="topic">For instance <c>order/created</c>.</param>
    /// <param name="address">Where to deliver.</param>
    /// <param name="version">Shape of the bodies; null leaves it to the account.</param>
    public static byte[] Subscription(string topic, string address, string? version) =>
        Write(
            (topic, address, version),
            static (json, subscription) =>
            {
                json.WriteString("address", subscription.address);
                json.WriteString("topic", subscription.topic);
                if (subscription.version is { } version)
                {
                    json.WriteString("version", version);
                }
            }
        );

    private static void WriteId(Utf8JsonWriter json, ApiVersion version, string name, string id)
    {
        if (version == ApiVersion.V202101)
        {
            json.WriteString(name, id);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("ecommerce", id);
        json.WriteEndObject();
    }

    private static byte[] Write<T>(T content, Action<Utf8JsonWriter, T> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json, content);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
