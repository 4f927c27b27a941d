using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>
/// Small conversions between the two versions' ways to write the same value. All return detached copies.
/// </summary>
internal static class Nodes
{
    public static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    /// <summary>A member of an object; null when either is missing.</summary>
    public static JsonNode? Member(JsonNode? parent, string name) =>
        parent is JsonObject o && o.TryGetPropertyValue(name, out var value) ? value?.DeepClone() : null;

    /// <summary><c>{"ecommerce":"x"}</c> to <c>"x"</c>; a flat value stays.</summary>
    public static JsonNode? Unwrap(JsonNode? node, string inner = "ecommerce") =>
        node is JsonObject ? Member(node, inner) : Copy(node);

    /// <summary><c>"x"</c> to <c>{"ecommerce":"x"}</c>; an object stays.</summary>
    public static JsonNode Wrap(JsonNode? node, string inner = "ecommerce") =>
        node is JsonObject ? node.DeepClone() : new JsonObject { [inner] = Copy(node) };

    public static string? Text(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.Number => node.ToJsonString(),
            _ => null,
        };

    public static JsonNode? Upper(JsonNode? node) => Text(node)?.ToUpperInvariant() ?? Copy(node);

    public static JsonNode? Lower(JsonNode? node) => Text(node) is { } text ? Words.Lower(text) : Copy(node);

    /// <summary>A time of the document in the other version's form; what cannot be read stays as it is.</summary>
    public static JsonNode? Time(JsonNode? node, StoreTime time, ApiVersion to) =>
        time.Parse(Text(node)) is { } instant ? time.Format(instant, to) : Copy(node);

    public static decimal? Money(JsonNode? node) =>
        decimal.TryParse(Text(node), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    /// <summary>
    /// An amount as text, with zero as each version writes it: <c>0.0</c> in 2021-01, <c>0.00</c> in 2021-11.
    /// </summary>
    public static JsonNode? Amount(JsonNode? node, ApiVersion to) =>
        Money(node) switch
        {
            0m => to == ApiVersion.January2021 ? "0.0" : "0.00",
            _ => Text(node) ?? Copy(node),
        };

    public static JsonArray List(JsonNode? node, Func<JsonNode?, JsonNode?> convert)
    {
        var result = new JsonArray();
        foreach (var item in node as JsonArray ?? [])
        {
            result.Add(convert(item));
        }

        return result;
    }

    /// <summary>The named members of an object, in that order; null where it lacks one.</summary>
    public static JsonNode? Pick(JsonNode? node, params ReadOnlySpan<string> names)
    {
        if (node is not JsonObject)
        {
            return Copy(node);
        }

        var result = new JsonObject();
        foreach (var name in names)
        {
            result[name] = Member(node, name);
        }

        return result;
    }

    /// <summary>Adds the member unless the object has it.</summary>
    public static void Default(JsonObject target, string name, JsonNode? value)
    {
        if (!target.ContainsKey(name))
        {
            target[name] = value;
        }
    }
}
