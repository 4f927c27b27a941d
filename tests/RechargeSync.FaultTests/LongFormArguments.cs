using System.Globalization;
using RechargeSync.FaultTests.Model;
using RechargeSync.FaultTests.Scenarios;

namespace RechargeSync.FaultTests;

/// <summary>The command line of the long form.</summary>
internal sealed record LongFormArguments(
    int Seeds,
    int FirstSeed,
    int Orders,
    bool IsShort,
    IReadOnlyList<string> Only,
    string? Beside
)
{
    private static IEnumerable<string> Names => ScenarioList.All.Select(scenario => scenario.Name).Append(ModelCheck.Name);

    public static string Usage =>
        $"""
            --seeds N        how many seeds of each scenario (default 5)
            --first-seed N   the first of them (default 1)
            --orders N       orders in each run (default 1000)
            --short          the short form's number of orders
            --only NAMES     these alone, with commas between: {string.Join(", ", Names)}
            --beside DIR     another build's artifacts/bin, whose services take part in two-versions
            """;

    /// <returns>Null where the command line cannot be understood.</returns>
    public static LongFormArguments? Parse(IReadOnlyList<string> args)
    {
        var parsed = new LongFormArguments(
            Seeds: 5,
            FirstSeed: 1,
            Orders: 1000,
            IsShort: false,
            Only: [.. Names],
            Beside: null
        );
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--short")
            {
                parsed = parsed with { IsShort = true };
                continue;
            }

            var value = i + 1 < args.Count ? args[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--seeds" when isNumber:
                    parsed = parsed with { Seeds = number };
                    break;
                case "--first-seed" when isNumber:
                    parsed = parsed with { FirstSeed = number };
                    break;
                case "--orders" when isNumber:
                    parsed = parsed with { Orders = number };
                    break;
                case "--only" when value.Split(',').Except(Names, StringComparer.Ordinal).FirstOrDefault() is null:
                    parsed = parsed with { Only = value.Split(',') };
                    break;
                case "--beside" when Directory.Exists(value):
                    parsed = parsed with { Beside = Path.GetFullPath(value) };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return parsed;
    }
}
