using System.Globalization;
using System.Text;
using RechargeSync.FaultTests.Scenarios;

namespace RechargeSync.FaultTests;

/// <summary>The table of a long run.</summary>
internal static class OutcomeTable
{
    public static string Write(IEnumerable<Outcome> outcomes)
    {
        var table = new StringBuilder();
        table.AppendLine().AppendLine("| scenario | seeds | orders | violations | time to converge, median | longest |").AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var runs in outcomes.GroupBy(outcome => outcome.Scenario, StringComparer.Ordinal))
        {
            var times = runs.Select(run => run.Converged.TotalSeconds).Order().ToList();
            table.AppendLine(CultureInfo.InvariantCulture, $"| {runs.Key} | {runs.Count()} | {runs.Sum(run => run.Orders)} | {runs.Sum(run => run.Violations.Count)} | {times[times.Count / 2]:0.0} s | {times[^1]:0.0} s |");
        }

        return table.ToString();
    }
}
