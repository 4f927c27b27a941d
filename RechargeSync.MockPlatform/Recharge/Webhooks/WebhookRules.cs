using System.Text.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Webhooks;

/// <summary>What a webhook registration may say.</summary>
internal static class WebhookRules
{
    public const int MostPerTopic = 10;
    private static readonly string[] Includable =
    [
        "addresses",
        "collections",
        "customer",
        "metafields",
        "payment_methods",
    ];

    /// <summary>Applies the members of a POST or PUT body to a subscription.</summary>
    /// <param name="errors">Errors by field; empty when the result is good.</param>
    public static WebhookSubscription Apply(WebhookSubscription subscription, JsonObject body, JsonObject errors)
    {
        foreach (var (name, value) in body)
        {
            switch (name)
            {
                case "address"
                    when Uri.TryCreate(Text(value), UriKind.Absolute, out var address)
                        && address.Scheme is "http" or "https":
                    subscription = subscription with { Address = address };
                    break;
                case "address":
                    errors[name] = new JsonArray("Not a valid URL.");
                    break;
                case "topic" when Text(value) is { } topic && Topics.IsKnown(topic):
                    subscription = subscription with { Topic = topic };
                    break;
                case "topic":
                    errors[name] = new JsonArray("Not a valid choice.");
                    break;
                case "version" when ApiVersions.TryParse(Text(value), out var version):
                    subscription = subscription with { Version = version };
                    break;
                case "included_objects" when Included(value) is { } included:
                    subscription = subscription with { IncludedObjects = included };
                    break;
                case "version" or "included_objects":
                    errors[name] = new JsonArray("Not a valid choice.");
                    break;
                default:
                    errors[name] = new JsonArray("Unknown field.");
                    break;
            }
        }

        return subscription;
    }

    /// <summary>Adds an error for each of the two members that a new webhook cannot do without.</summary>
    public static void RequireAll(JsonObject body, JsonObject errors)
    {
        foreach (var name in (string[])["address", "topic"])
        {
            if (!body.ContainsKey(name))
            {
                errors[name] = new JsonArray("Missing data for required field.");
            }
        }
    }

    private static List<string>? Included(JsonNode? value)
    {
        var names = (value as JsonArray)?.Select(Text).ToList();
        return names?.TrueForAll(n => Includable.Contains(n, StringComparer.Ordinal)) == true
            ? [.. names.OfType<string>()]
            : null;
    }

    private static string? Text(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
