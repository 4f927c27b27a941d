using System.Text.Json;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>What routing needs of a webhook's body: which resource it is about, or why that cannot be told.</summary>
internal readonly record struct WebhookEnvelope(ResourceKey Resource, string? Problem)
{
    /// <summary>Longest accepted token, so that a key stays a key.</summary>
    private const int MaxTokenLength = 200;

    /// <summary>Bytes of the longest identity, were each of its characters written as an escape.</summary>
    private const int MaxTextLength = 6 * MaxTokenLength;

    public static WebhookEnvelope Read(ReadOnlySpan<byte> body, RechargeTopic topic)
    {
        try
        {
            return JsonScan.Read(body, topic.Resource, topic, ReadResource);
        }
        catch (PayloadException exception)
        {
            return new WebhookEnvelope(default, exception.Message);
        }
    }

    /// <summary>
    /// The resource of a body of which only the head is there; the default where the identity does not stand in it. Of
    /// several the first counts, for the others may be missing: good enough for people to find it by.
    /// </summary>
    public static ResourceKey ReadHead(ReadOnlySpan<byte> head, RechargeTopic topic)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, state: default);
        var isResource = false;
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                {
                    isResource = reader.ValueTextEquals(topic.Resource);
                }
                else if (
                    isResource
                    && reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 2 }
                    && reader.ValueTextEquals(topic.Identity)
                )
                {
                    return reader.Read() ? ReadIdentity(ref reader, topic).Resource : default;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or not in UTF-8: it names nothing.
        }

        return default;
    }

    private static WebhookEnvelope ReadResource(ref Utf8JsonReader reader, RechargeTopic topic)
    {
        WebhookEnvelope? envelope = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isIdentity = JsonEscapes.IsName(ref reader, topic.Identity);
            reader.Read();
            if (isIdentity)
            {
                envelope = ReadIdentity(ref reader, topic);
            }

            reader.Skip();
        }

        return envelope ?? new WebhookEnvelope(default, $"'{topic.Identity}' is missing");
    }

    private static WebhookEnvelope ReadIdentity(ref Utf8JsonReader reader, RechargeTopic topic)
    {
        Span<byte> unescaped = stackalloc byte[MaxTextLength];
        ReadOnlySpan<byte> text = reader.TokenType switch
        {
            JsonTokenType.Number => reader.ValueSpan,
            JsonTokenType.String when reader.ValueSpan.Length <= MaxTextLength => unescaped[
                ..JsonEscapes.Undo(reader.ValueSpan, unescaped, out _)
            ],
            _ => [],
        };

        if (topic.Kind == ResourceKind.Checkout)
        {
            return IsToken(text)
                ? new WebhookEnvelope(ResourceKey.OfToken(text), null)
                : new WebhookEnvelope(default, "'token' is not a token");
        }

        return LenientJson.IsId(text, out var id)
            ? new WebhookEnvelope(
                topic.Kind == ResourceKind.Charge ? ResourceKey.Charge(id) : ResourceKey.Order(id),
                null
            )
            : new WebhookEnvelope(default, "'id' is not a positive whole number");
    }

    // Printable ASCII without blanks.
    private static bool IsToken(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= MaxTokenLength
        && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~')
        && !text.SequenceEqual("None"u8);
}
