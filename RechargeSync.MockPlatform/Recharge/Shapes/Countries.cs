using System.Collections.Frozen;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>Country names and codes: 2021-01 writes the one, 2021-11 the other. A stranger passes as it is.</summary>
internal static class Countries
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["AT"] = "Austria",
        ["AU"] = "Australia",
        ["BE"] = "Belgium",
        ["CA"] = "Canada",
        ["CH"] = "Switzerland",
        ["DE"] = "Germany",
        ["DK"] = "Denmark",
        ["ES"] = "Spain",
        ["FR"] = "France",
        ["GB"] = "United Kingdom",
        ["IE"] = "Ireland",
        ["IT"] = "Italy",
        ["JP"] = "Japan",
        ["NL"] = "Netherlands",
        ["NO"] = "Norway",
        ["NZ"] = "New Zealand",
        ["PL"] = "Poland",
        ["PT"] = "Portugal",
        ["SE"] = "Sweden",
        ["US"] = "United States",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Codes = Names.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.OrdinalIgnoreCase
    );

    public static string? NameOf(string? code) => code is null ? null : Names.GetValueOrDefault(code, code);

    public static string? CodeOf(string? name) => name is null ? null : Codes.GetValueOrDefault(name, name);
}
