using System.Text.Json;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Webhooks;

namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>
/// The body of a webhook: the resource under its singular key, and beside it what the subscription includes.
/// </summary>
internal static class EventBody
{
    public static byte[] Write(IWebhookSubject subject, ApiVersion version, WebhookSubscription subscription)
    {
        var resource = subject.Render(version);
        return JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(subject.Key);
            writer.WriteRawValue(resource.Span, skipInputValidation: true);
            if (subscription.IncludedObjects.Count > 0)
            {
                using var document = JsonDocument.Parse(resource);
                foreach (var name in subscription.IncludedObjects)
                {
                    Include(writer, name, document.RootElement);
                }
            }

            writer.WriteEndObject();
        });
    }

    private static void Include(Utf8JsonWriter writer, string name, JsonElement resource)
    {
        writer.WritePropertyName(name);
        switch (name)
        {
            case "customer" when resource.TryGetProperty("customer", out var customer):
                customer.WriteTo(writer);
                break;
            case "customer":
                writer.WriteNullValue();
                break;
            case "addresses" when resource.TryGetProperty("shipping_address", out var address):
                writer.WriteStartArray();
                address.WriteTo(writer);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartArray();
                writer.WriteEndArray();
                break;
        }
    }
}
