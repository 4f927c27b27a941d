using System.Globalization;
using System.Text;
using RechargeSync.FaultTests.Scenarios;

namespace RechargeSync.FaultTests;

/// <summary>The table of a long run.</summary>
internal static class OutcomeTable
{
    public static string Write(IReadOnlyList<Outcome> outcomes)
    {
        var table = new StringBuilder();
        table
            .AppendLine()
            .AppendLine("| scenario | seeds | orders | violations | time to converge, median | longest |")
            .AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var runs in outcomes.GroupBy(outcome => outcome.Scenario, StringComparer.Ordinal))
        {
            var times = runs.Select(run => run.Converged.TotalSeconds).Order().ToList();
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {runs.Key} | {runs.Count()} | {runs.Sum(run => run.Orders)} | {runs.Sum(run => run.Violations.Count)} | {times[times.Count / 2]:0.0} s | {times[^1]:0.0} s |"
            );
        }

        Measured(table, outcomes);
        return table.ToString();
    }

    private static void Measured(StringBuilder table, IReadOnlyList<Outcome> outcomes)
    {
        var figures = outcomes
            .SelectMany(outcome => outcome.Figures.Select(figure => (outcome.Scenario, figure.Name, figure.Value)))
            .ToList();
        if (figures.Count == 0)
        {
            return;
        }

        table
            .AppendLine()
            .AppendLine("| scenario | measured | lowest | median | highest |")
            .AppendLine("| --- | --- | --- | --- | --- |");
        foreach (var same in figures.GroupBy(figure => (figure.Scenario, figure.Name)))
        {
            var values = same.Select(figure => figure.Value).Order().ToList();
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {same.Key.Scenario} | {same.Key.Name} | {values[0]:0.##} | {values[values.Count / 2]:0.##} | {values[^1]:0.##} |"
            );
        }
    }
}
