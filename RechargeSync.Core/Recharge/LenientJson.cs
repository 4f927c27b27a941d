using System.Globalization;
using System.Text.Json;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Reads members the way Recharge really sends them: lenient about form, strict about meaning. What breaks the rules
/// is a <see cref="PayloadException"/>, which quarantines the delivery.
/// </summary>
internal static class LenientJson
{
    /// <summary>The member, or null where it is absent or JSON null.</summary>
    public static JsonElement? Member(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new PayloadException($"the parent of '{name}' is {json.ValueKind}, not an object");
        }

        return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>A text; a number is taken as its text, an empty text as null.</summary>
    public static string? Text(this JsonElement json, string name) => json.Member(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => Checked(value.GetString()!, name),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw new PayloadException($"'{name}' is {value.ValueKind}, not a text"),
        }
        : null;

    // Postgres cannot store U+0000 in a text, and no honest payload holds one.
    private static string? Checked(string text, string name) =>
        text.Length == 0 ? null
        : text.Contains('\0', StringComparison.Ordinal) ? throw new PayloadException($"'{name}' holds a NUL character")
        : text;

    /// <summary>A positive id as number or numeric text; the text "None" means absent.</summary>
    public static long? Id(this JsonElement json, string name)
    {
        if (json.Text(name) is not { } text || text == "None")
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new PayloadException($"'{name}' is not a positive whole number");
    }

    /// <summary>An id of another system: text, number, or the same wrapped as <c>{"ecommerce": …}</c>.</summary>
    public static string? ExternalId(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Object } wrapped ? wrapped.Text("ecommerce") : json.Text(name);

    /// <summary>True, false, 0, 1, or their texts.</summary>
    public static bool? Flag(this JsonElement json, string name) => json.Text(name) switch
    {
        null => null,
        "true" or "True" or "1" => true,
        "false" or "False" or "0" => false,
        _ => throw new PayloadException($"'{name}' is neither true nor false"),
    };

    /// <summary>An amount as text or number.</summary>
    public static decimal? Money(this JsonElement json, string name)
    {
        if (json.Text(name) is not { } text)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new PayloadException($"'{name}' is not an amount");
    }

    /// <summary>A whole number as number or text.</summary>
    public static int? Count(this JsonElement json, string name) =>
        json.Money(name) is not { } number ? null
        : number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw new PayloadException($"'{name}' is not a whole number");

    /// <summary>The entries of a list; none where it is absent, null, or the text that Recharge sends for none.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, string name)
    {
        if (json.Member(name) is not { } value || value is { ValueKind: JsonValueKind.String } && value.GetString() is "" or "[]")
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw new PayloadException($"'{name}' is {value.ValueKind}, not a list");
    }

    /// <summary>Tags: one text with commas, or a list of texts.</summary>
    public static IReadOnlyList<string> Tags(this JsonElement json, string name)
    {
        if (json.Member(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            JsonValueKind.Array => [.. value.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => tag.GetString()!)],
            _ => throw new PayloadException($"'{name}' is {value.ValueKind}, not a list of tags"),
        };
    }
}
