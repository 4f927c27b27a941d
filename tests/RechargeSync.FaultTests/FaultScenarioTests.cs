using System.Globalization;
using RechargeSync.FaultTests.Scenarios;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace RechargeSync.FaultTests;

/// <summary>The short form: every scenario once. Another seed by <c>FAULT_SEED</c>.</summary>
public sealed class FaultScenarioTests(FaultBed bed, ITestOutputHelper output) : IClassFixture<FaultBed>
{
    private const int DefaultSeed = 1;

    public static TheoryData<string> Names => [.. ScenarioList.All.Select(scenario => scenario.Name)];

    private static int Seed =>
        int.TryParse(Environment.GetEnvironmentVariable("FAULT_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : DefaultSeed;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_invariant_breaks(string name)
    {
        var scenario = ScenarioList.All.Single(scenario => scenario.Name == name);
        output.WriteLine($"{name}: seed {Seed}");
        var outcome = await bed.RunAsync(scenario, Seed, scenario.ShortOrders, CancellationToken.None);
        output.WriteLine(outcome.ToString());
        Assert.True(
            outcome.Violations.Count == 0,
            $"{outcome}{Environment.NewLine}{string.Join(Environment.NewLine, outcome.Violations)}"
        );
    }
}
