namespace RechargeSync.FaultTests.Scenarios;

/// <summary>How a run of a scenario ended.</summary>
/// <param name="Converged">From the end of the fault until everything was at rest.</param>
/// <param name="Total">The whole run.</param>
/// <param name="Notes">What the scenario counted.</param>
/// <param name="Figures">What the scenario measured.</param>
internal sealed record Outcome(
    string Scenario,
    int Seed,
    int Orders,
    IReadOnlyList<string> Violations,
    TimeSpan Converged,
    TimeSpan Total,
    IReadOnlyList<string> Notes,
    IReadOnlyList<Figure> Figures
)
{
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Scenario} seed {Seed}: {Orders} orders, {Violations.Count} violations, at rest after {Converged.TotalSeconds:0.0} s, {Total.TotalSeconds:0.0} s in all; {string.Join(", ", [.. Notes, .. Figures.Select(figure => figure.ToString())])}"
        );
}
