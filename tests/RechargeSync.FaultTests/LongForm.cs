using RechargeSync.FaultTests.Model;
using RechargeSync.FaultTests.Scenarios;

namespace RechargeSync.FaultTests;

/// <summary>The long form: many seeds, a thousand orders each, and a table at the end.</summary>
internal static class LongForm
{
    private const int ModelLives = 10_000;

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        if (LongFormArguments.Parse(args) is not { } arguments)
        {
            await output.WriteLineAsync(LongFormArguments.Usage);
            return 2;
        }

        var outcomes = new List<Outcome>();
        var bed = new FaultBed { OtherBuild = arguments.Beside };
        try
        {
            foreach (
                var scenario in ScenarioList.All.Where(scenario =>
                    arguments.Only.Contains(scenario.Name, StringComparer.Ordinal)
                )
            )
            {
                for (var seed = arguments.FirstSeed; seed < arguments.FirstSeed + arguments.Seeds; seed++)
                {
                    await output.WriteLineAsync($"{scenario.Name}: seed {seed}");
                    var outcome = await bed.RunAsync(
                        scenario,
                        seed,
                        arguments.IsShort ? scenario.ShortOrders : arguments.Orders,
                        cancellationToken
                    );
                    outcomes.Add(outcome);
                    await output.WriteLineAsync("  " + outcome);
                    foreach (var violation in outcome.Violations)
                    {
                        await output.WriteLineAsync("  VIOLATION " + violation);
                    }
                }
            }
        }
        finally
        {
            await bed.DisposeAsync();
        }

        if (arguments.Only.Contains(ModelCheck.Name, StringComparer.Ordinal))
        {
            for (var seed = arguments.FirstSeed; seed < arguments.FirstSeed + arguments.Seeds; seed++)
            {
                outcomes.Add(await ModelAsync(seed, output));
            }
        }

        await output.WriteLineAsync(OutcomeTable.Write(outcomes));
        return outcomes.Exists(outcome => outcome.Violations.Count > 0) ? 1 : 0;
    }

    private static async Task<Outcome> ModelAsync(int seed, TextWriter output)
    {
        await output.WriteLineAsync($"{ModelCheck.Name}: seed {seed}");
        var started = TimeProvider.System.GetTimestamp();
        var violations = new List<string>();
        try
        {
            ModelCheck.Run(seed, ModelLives);
        }
        catch (Exception exception)
        {
            violations.Add(exception.Message);
        }

        var outcome = new Outcome(
            ModelCheck.Name,
            seed,
            ModelLives,
            violations,
            TimeSpan.Zero,
            TimeProvider.System.GetElapsedTime(started),
            [],
            []
        );
        await output.WriteLineAsync("  " + outcome);
        foreach (var violation in violations)
        {
            await output.WriteLineAsync("  VIOLATION " + violation);
        }

        return outcome;
    }
}
