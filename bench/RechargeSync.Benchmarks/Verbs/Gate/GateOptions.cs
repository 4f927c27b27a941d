using System.Globalization;
using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Verbs.Gate;

/// <summary>What the verb <c>gate</c> was asked for.</summary>
/// <param name="Before">Directory of the published programs of one build.</param>
/// <param name="After">Of the other.</param>
/// <param name="Runs">Pairs of turns.</param>
/// <param name="Orders">Of each load.</param>
internal sealed record GateOptions(string Before, string After, int Runs, int Orders)
{
    private const int LeastOrders = 500;

    private const string Advice =
        "'dotnet build -c Release bench/RechargeSync.Benchmarks' publishes a build into artifacts/published: name a copy of that directory.";

    private static readonly string[] s_projects = ["RechargeSync.Webhooks", "RechargeSync.Worker"];

    /// <returns>The options, or what is wrong with them and what to do about it.</returns>
    public static (GateOptions? Options, string? Problem) Read(Arguments arguments)
    {
        foreach (var option in new[] { "--before", "--after" })
        {
            if (ProblemOf(option, arguments.Text(option, "")) is { } problem)
            {
                return (null, problem);
            }
        }

        if (!TryNumber(arguments, "--runs", Comparison.LeastPairs, Comparison.LeastPairs, out var runs))
        {
            return (
                null,
                $"--runs takes a number of at least {Comparison.LeastPairs}: with fewer pairs no difference can be told from chance."
            );
        }

        if (!TryNumber(arguments, "--orders", arguments.IsQuick ? 1000 : 5000, LeastOrders, out var orders))
        {
            return (null, $"--orders takes a number of at least {LeastOrders}: CPU time is counted in steps of 10 ms.");
        }

        return (
            new GateOptions(
                Path.GetFullPath(arguments.Text("--before", "")),
                Path.GetFullPath(arguments.Text("--after", "")),
                runs,
                orders
            ),
            null
        );
    }

    private static string? ProblemOf(string option, string directory)
    {
        if (directory.Length == 0)
        {
            return $"gate compares two builds: {option} DIR is missing. {Advice}";
        }

        try
        {
            foreach (var project in s_projects)
            {
                Programs.Built(project, Path.GetFullPath(directory));
            }

            return null;
        }
        catch (FileNotFoundException exception)
        {
            return $"{option}: {exception.Message} {Advice}";
        }
    }

    private static bool TryNumber(Arguments arguments, string option, int otherwise, int least, out int number) =>
        int.TryParse(
            arguments.Text(option, otherwise.ToString(CultureInfo.InvariantCulture)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out number
        )
        && number >= least;
}
