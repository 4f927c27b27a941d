using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>
/// What there is to say of an order, by name: what Recharge has and what a platform has are said in the same words. A
/// fact that is null or empty is left out.
/// </summary>
internal sealed class OrderFacts
{
    private readonly SortedDictionary<string, string> _facts = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _facts.Count;

    /// <summary>A fact; empty where it is not said.</summary>
    public string this[string name] => _facts.GetValueOrDefault(name, "");

    /// <summary>Says a text.</summary>
    public OrderFacts Say(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _facts[name] = text;
        }

        return this;
    }

    /// <summary>Says a text, a number or nothing, as JSON has it.</summary>
    public OrderFacts Say(string name, JsonNode? value) => Say(name, value?.ToString());

    /// <summary>Says an amount of major units, in the smallest one: all of it are dollars.</summary>
    public OrderFacts SayAmount(string name, decimal amount) => SayUnits(name, Units(amount));

    /// <summary>Says an amount in the smallest unit.</summary>
    public OrderFacts SayUnits(string name, long units) => Say(name, units.ToString(CultureInfo.InvariantCulture));

    /// <summary>Cents of dollars.</summary>
    public static long Units(decimal amount) => (long)Math.Round(amount * 100, MidpointRounding.AwayFromZero);

    /// <summary>Pairs of name and value as one text, in their order.</summary>
    public static string Pairs(JsonNode? pairs) =>
        string.Join("; ", (pairs?.AsArray() ?? []).Select(pair => $"{pair!["name"]}={pair["value"]}"));

    /// <summary>Where two differ, in words; facts whose names match one of the patterns are passed over.</summary>
    /// <param name="actual">What the platform has.</param>
    /// <param name="excused">Names, where <c>*</c> stands for a number.</param>
    public IEnumerable<string> Differences(OrderFacts actual, IEnumerable<string> excused)
    {
        var patterns = excused.ToHashSet(StringComparer.Ordinal);
        return _facts
            .Keys.Union(actual._facts.Keys, StringComparer.Ordinal)
            .Where(name => !patterns.Contains(Pattern(name)) && this[name] != actual[name])
            .Select(name => $"{name}: Recharge '{this[name]}', platform '{actual[name]}'");
    }

    // lines.1.sku is lines.*.sku
    private static string Pattern(string name) =>
        string.Join('.', name.Split('.').Select(part => part.All(char.IsAsciiDigit) ? "*" : part));
}
