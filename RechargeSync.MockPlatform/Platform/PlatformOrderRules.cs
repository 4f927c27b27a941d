using System.Globalization;
using System.Text.Json;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>
/// What the platform accepts as an order: forgiving about what is missing, strict about what is there.
/// </summary>
internal static class PlatformOrderRules
{
    private const int LongestReference = 200;
    private static readonly string[] Texts = ["status", "currency", "email", "note"];
    private static readonly string[] Objects = ["customer", "shippingAddress", "billingAddress", "totals"];
    private static readonly string[] Lists = ["lines", "tags", "shippingLines", "discounts", "attributes"];

    /// <param name="withReference">Whether the body must name its reference, as a new order does.</param>
    /// <returns>What is wrong, by field; empty when all is well.</returns>
    public static Dictionary<string, string[]> Check(JsonElement body, bool withReference)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (withReference && ReferenceOf(body) is not { Length: > 0 and <= LongestReference })
        {
            errors["reference"] =
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A text of 1 to {LongestReference} characters is required."
                ),
            ];
        }

        Require(Texts, JsonValueKind.String, "Must be a text or null.");
        Require(Objects, JsonValueKind.Object, "Must be an object or null.");
        Require(Lists, JsonValueKind.Array, "Must be a list.");
        if (body.TryGetProperty("lines", out var lines) && lines.ValueKind == JsonValueKind.Array)
        {
            CheckLines(lines, errors);
        }

        return errors;

        void Require(string[] names, JsonValueKind kind, string message)
        {
            foreach (var name in names)
            {
                if (
                    body.TryGetProperty(name, out var value)
                    && value.ValueKind != kind
                    && value.ValueKind != JsonValueKind.Null
                )
                {
                    errors[name] = [message];
                }
            }
        }
    }

    public static string? ReferenceOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("reference", out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static void CheckLines(JsonElement lines, Dictionary<string, string[]> errors)
    {
        var index = 0;
        foreach (var line in lines.EnumerateArray())
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"lines[{index++}]");
            if (line.ValueKind != JsonValueKind.Object)
            {
                errors[field] = ["Must be an object."];
                continue;
            }

            if (!line.TryGetProperty("quantity", out var quantity) || !IsCount(quantity))
            {
                errors[field + ".quantity"] = ["A whole number above zero is required."];
            }

            if (
                line.TryGetProperty("unitPrice", out var price)
                && price.ValueKind != JsonValueKind.Null
                && !IsAmount(price)
            )
            {
                errors[field + ".unitPrice"] = ["Must be a decimal number written as text."];
            }
        }
    }

    private static bool IsCount(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count > 0;

    private static bool IsAmount(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && decimal.TryParse(value.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out _);
}
