using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>Writes JSON in a style. Pure.</summary>
internal static class JsonStyleWriter
{
    public static string Write(JsonElement json, JsonStyle style)
    {
        var text = new StringBuilder();
        Write(text, json, style, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement json, JsonStyle style, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WriteItems(
                    text,
                    '{',
                    '}',
                    json.EnumerateObject().ToList(),
                    style,
                    depth,
                    member =>
                    {
                        WriteText(text, member.Name, style);
                        text.Append(':').Append(style.AfterColon);
                        Write(text, member.Value, style, depth + 1);
                    }
                );
                break;
            case JsonValueKind.Array:
                WriteItems(
                    text,
                    '[',
                    ']',
                    json.EnumerateArray().ToList(),
                    style,
                    depth,
                    item => Write(text, item, style, depth + 1)
                );
                break;
            case JsonValueKind.String:
                WriteText(text, json.GetString()!, style);
                break;
            default:
                text.Append(json.GetRawText());
                break;
        }
    }

    private static void WriteItems<T>(
        StringBuilder text,
        char open,
        char close,
        List<T> items,
        JsonStyle style,
        int depth,
        Action<T> write
    )
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i > 0 ? "," + style.AfterComma : "");
            NewLine(text, style, depth + 1);
            write(items[i]);
        }

        if (items.Count > 0)
        {
            NewLine(text, style, depth);
        }

        text.Append(close);
    }

    private static void NewLine(StringBuilder text, JsonStyle style, int depth)
    {
        if (style.Indent > 0)
        {
            text.Append('\n').Append(' ', style.Indent * depth);
        }
    }

    private static void WriteText(StringBuilder text, string value, JsonStyle style)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '/' when style.EscapesSlash => text.Append("\\/"),
                < ' ' => Escaped(text, letter),
                > '~' when style.EscapesUnicode => Escaped(text, letter),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }

    private static StringBuilder Escaped(StringBuilder text, char letter) =>
        text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
}
