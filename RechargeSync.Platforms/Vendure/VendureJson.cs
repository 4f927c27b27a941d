using System.Text.Json;
using System.Text.Json.Serialization;

namespace RechargeSync.Platforms.Vendure;

/// <summary>Reads answers member by member; what is missing or of another kind is not there.</summary>
internal static class VendureJson
{
    /// <summary>A member of a member; undefined where one of them is missing.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <summary>A text, or a number as one; null for anything else, and for half a character.</summary>
    public static string? TextAt(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var value = element.At(path);
        try
        {
            return value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A whole number; null for anything else.</summary>
    public static long? WholeAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var whole)
            ? whole
            : null;

    /// <summary>Whether it is true.</summary>
    public static bool IsTrueAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path).ValueKind == JsonValueKind.True;

    /// <summary>A list's entries; none where it is no list.</summary>
    public static IReadOnlyList<JsonElement> EachAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>Whether anything is there.</summary>
    public static bool IsThere(this JsonElement element) =>
        element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
}

/// <summary>Source-generated JSON of Vendure's answers.</summary>
[JsonSerializable(typeof(JsonDocument))]
internal sealed partial class VendureAnswersJson : JsonSerializerContext;
