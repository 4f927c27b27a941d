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
    string? Only,
    string? Beside
)
{
    public static string Usage =>
        $"""
            --seeds N        how many seeds of each scenario (default 5)
            --first-seed N   the first of them (default 1)
            --orders N       orders in each run (default 1000)
            --short          the short form's number of orders
            --only NAME      one scenario: {string.Join(
                ", ",
                ScenarioList.All.Select(scenario => scenario.Name)
            )}, {ModelCheck.Name}
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
            Only: null,
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
                case "--only" when value == ModelCheck.Name || ScenarioList.All.Any(scenario => scenario.Name == value):
                    parsed = parsed with { Only = value };
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
