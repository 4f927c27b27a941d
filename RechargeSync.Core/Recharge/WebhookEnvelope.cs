using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// The few fields that routing needs, read in one pass without building a document. The whole body is still walked,
/// so that what is not JSON is known before it is stored.
/// </summary>
internal readonly record struct WebhookEnvelope(string? Identity, string? Problem)
{
    /// <summary>Longest accepted token, so that a key stays a key.</summary>
    private const int MaxIdentityLength = 200;

    public static WebhookEnvelope Read(ReadOnlySpan<byte> body, RechargeTopic topic)
    {
        if (body.IsEmpty)
        {
            return new WebhookEnvelope(null, "the body is empty");
        }

        var reader = new Utf8JsonReader(body);
        try
        {
            return Walk(ref reader, topic);
        }
        catch (JsonException)
        {
            return new WebhookEnvelope(null, "the body is not JSON");
        }
        catch (InvalidOperationException)
        {
            // A name or text with invalid UTF-8 inside an otherwise well-formed body.
            return new WebhookEnvelope(null, "the body is not JSON in UTF-8");
        }
    }

    private static WebhookEnvelope Walk(ref Utf8JsonReader reader, RechargeTopic topic)
    {
        string? identity = null;
        string? problem = null;
        var found = false;

        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problem = "the body is not an object";
        }

        while (reader.Read())
        {
            if (
                problem is null
                && reader.CurrentDepth == 1
                && reader.TokenType == JsonTokenType.PropertyName
                && reader.ValueTextEquals(topic.Resource)
            )
            {
                found = true;
                (identity, problem) = ReadResource(ref reader, topic);
            }
        }

        problem ??= found ? null : $"the key '{topic.Resource}' is missing";
        return problem is null ? new WebhookEnvelope(identity, null) : new WebhookEnvelope(null, problem);
    }

    private static (string? Identity, string? Problem) ReadResource(ref Utf8JsonReader reader, RechargeTopic topic)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return (null, $"'{topic.Resource}' is not an object");
        }

        (string? Identity, string? Problem) result = (null, $"'{topic.Identity}' is missing");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isIdentity = reader.ValueTextEquals(topic.Identity);
            reader.Read();
            if (isIdentity)
            {
                result = ReadIdentity(ref reader, topic);
            }

            reader.Skip();
        }

        return result;
    }

    private static (string? Identity, string? Problem) ReadIdentity(ref Utf8JsonReader reader, RechargeTopic topic)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };

        if (topic.Resource == "checkout")
        {
            return
                text is { Length: > 0 and <= MaxIdentityLength }
                && text != "None"
                && text.All(c => c is > ' ' and < (char)127)
                ? (text, null)
                : (null, "'token' is not a token");
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? (id.ToString(CultureInfo.InvariantCulture), null)
            : (null, "'id' is not a positive whole number");
    }
}
