using System.Globalization;
using System.Text.Json;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>
/// What a member of a body may be: null is always allowed unless it is required, and unknown members pass.
/// </summary>
internal sealed class BodyRule
{
    public static readonly BodyRule Text = new(v => v.ValueKind == JsonValueKind.String, "Must be a text or null.");

    public static readonly BodyRule Flag = new(
        v => v.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "Must be true, false or null."
    );

    public static readonly BodyRule Amount = new(
        v => Amounts.TryParse(TextOf(v), out _),
        "Must be a decimal number written as text."
    );

    public static readonly BodyRule AmountAboveOrZero = new(
        v => Amounts.TryParse(TextOf(v), out var amount) && amount >= 0,
        "Must be a decimal number written as text, not below zero."
    );

    public static readonly BodyRule Time = new(
        v => DateTimeOffset.TryParse(TextOf(v), CultureInfo.InvariantCulture, out _),
        "Must be a time in ISO 8601, or null."
    );

    public static readonly BodyRule Count = new(v => WholeOf(v) > 0, "Must be a whole number above zero.");

    public static readonly BodyRule CountOrZero = new(v => WholeOf(v) >= 0, "Must be a whole number, not below zero.");

    private readonly Func<JsonElement, bool> _fits;
    private readonly string _message;
    private readonly (string Name, BodyRule Rule)[] _members;
    private readonly BodyRule? _items;
    private readonly bool _isRequired;

    private BodyRule(
        Func<JsonElement, bool> fits,
        string message,
        (string, BodyRule)[]? members = null,
        BodyRule? items = null,
        bool isRequired = false
    ) => (_fits, _message, _members, _items, _isRequired) = (fits, message, members ?? [], items, isRequired);

    public static BodyRule Object(params (string Name, BodyRule Rule)[] members) =>
        new(v => v.ValueKind == JsonValueKind.Object, "Must be an object or null.", members);

    public static BodyRule ListOf(BodyRule items) =>
        new(v => v.ValueKind == JsonValueKind.Array, "Must be a list.", items: items);

    public static BodyRule OneOf(params string[] words) =>
        new(v => words.Contains(TextOf(v), StringComparer.Ordinal), $"Must be one of: {string.Join(", ", words)}.");

    public static BodyRule TextOfLength(int longest) =>
        new(
            v => TextOf(v) is { Length: > 0 } text && text.Length <= longest,
            string.Create(CultureInfo.InvariantCulture, $"Must be a text of 1 to {longest} characters.")
        );

    /// <summary>The same, and neither null nor left out.</summary>
    public BodyRule Required() => new(_fits, _message, _members, _items, isRequired: true);

    /// <summary>Adds what is wrong to the errors, by field, such as <c>lines[0].unitPrice</c>.</summary>
    /// <param name="field">The value's own name; empty for the whole body.</param>
    /// <param name="value">Null where it was left out.</param>
    public void Check(string field, JsonElement? value, Dictionary<string, string[]> errors)
    {
        if (value is not { ValueKind: not JsonValueKind.Null } given)
        {
            if (_isRequired)
            {
                errors[field] = [_message];
            }

            return;
        }

        if (!_fits(given))
        {
            errors[field] = [_message];
            return;
        }

        foreach (var (name, rule) in _members)
        {
            var inner = field.Length == 0 ? name : $"{field}.{name}";
            rule.Check(inner, given.TryGetProperty(name, out var member) ? member : null, errors);
        }

        if (_items is not null)
        {
            foreach (var (index, item) in given.EnumerateArray().Index())
            {
                _items.Check(string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]"), item, errors);
            }
        }
    }

    private static string? TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? WholeOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
