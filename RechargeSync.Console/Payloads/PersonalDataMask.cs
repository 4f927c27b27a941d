using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace RechargeSync.Console.Payloads;

/// <summary>
/// Hides personal data in JSON. Pure. Texts are hidden unless their member is known to hold none: what nobody has
/// thought of stays hidden. Ids, SKUs, amounts, dates, numbers and the structure stay.
/// </summary>
internal static class PersonalDataMask
{
    /// <summary>What stands for a hidden value.</summary>
    public const string Hidden = "***";

    private static readonly JsonWriterOptions s_indented = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The JSON with personal data hidden, indented; null where it is no JSON.</summary>
    public static MaskedJson? Mask(ReadOnlyMemory<byte> json) => Write(json, mask: true);

    /// <summary>The JSON as it is, indented; null where it is no JSON.</summary>
    public static string? Indent(ReadOnlyMemory<byte> json) => Write(json, mask: false)?.Text;

    /// <summary>
    /// What another system said, with personal data hidden. Of JSON, also where it was cut off, what may be shown. What
    /// is no JSON cannot be hidden in part: a viewer sees how much it is, an operator sees it with what looks personal
    /// cut out, as long as it is words and no document.
    /// </summary>
    /// <param name="text">What was said; our own words may stand before a document.</param>
    /// <param name="isOperator">Whether whoever looks is an operator.</param>
    public static string? MaskText(string? text, bool isOperator)
    {
        if (text is null)
        {
            return null;
        }

        var start = text.AsSpan().IndexOfAny('{', '[', '<');
        var (words, document) = start < 0 ? (text, "") : (text[..start], text[start..]);
        return (
                words.Trim().Length == 0 ? ""
                : isOperator ? TextMask.Mask(words)
                : HiddenOf(words)
            ) + (document.Length == 0 ? "" : Document(document));
    }

    private static string Document(string text)
    {
        var json = Encoding.UTF8.GetBytes(text);
        return Mask(json) is { } whole ? whole.Text
            : CutJson.Close(json) is { } closed && Mask(closed) is { } part ? part.Text + "\n… cut off"
            : HiddenOf(text);
    }

    private static string HiddenOf(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{Hidden} ({text.Length} characters)");

    private static MaskedJson? Write(ReadOnlyMemory<byte> json, bool mask)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var buffer = new ArrayBufferWriter<byte>(json.Length * 2);
            var count = 0;
            using (var writer = new Utf8JsonWriter(buffer, s_indented))
            {
                count = Write(
                    writer,
                    document.RootElement,
                    new MaskContext("", IsPersonal: false, IsNamedValue: false),
                    mask
                );
            }

            return new MaskedJson(Encoding.UTF8.GetString(buffer.WrittenSpan), count);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, or texts that are no Unicode.
            return null;
        }
    }

    private static int Write(Utf8JsonWriter writer, JsonElement value, MaskContext context, bool mask)
    {
        var hidden = 0;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var inner = context.Enter(value);
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(mask && MaskRules.IsPersonalName(member.Name) ? Hidden : member.Name);
                    hidden += Write(writer, member.Value, inner.Member(member.Name), mask);
                }

                writer.WriteEndObject();
                return hidden;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    hidden += Write(writer, item, context, mask);
                }

                writer.WriteEndArray();
                return hidden;
            case JsonValueKind.String when mask && !MaskRules.MayShow(context, value.GetString()!):
            case JsonValueKind.Number when mask && !MaskRules.MayShowNumber(context):
                writer.WriteStringValue(Hidden);
                return 1;
            case JsonValueKind.Number:
                writer.WriteRawValue(value.GetRawText());
                return 0;
            default:
                value.WriteTo(writer);
                return 0;
        }
    }
}

/// <summary>JSON with personal data hidden.</summary>
/// <param name="Text">Indented.</param>
/// <param name="HiddenValues">How many values are hidden.</param>
internal sealed record MaskedJson(string Text, int HiddenValues);
