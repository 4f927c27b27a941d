using System.Text.Json;

namespace RechargeSync.Core.Recharge;

/// <summary>The body that registers a webhook.</summary>
internal static class WebhookBody
{
    /// <param name="topic">For instance <c>order/created</c>.</param>
    /// <param name="address">Where to deliver.</param>
    /// <param name="version">Shape of the bodies; null leaves it to the account.</param>
    public static byte[] Of(string topic, string address, string? version)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("address", address);
            json.WriteString("topic", topic);
            if (version is not null)
            {
                json.WriteString("version", version);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
