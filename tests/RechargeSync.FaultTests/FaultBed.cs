using RechargeSync.FaultTests.Running;
using RechargeSync.FaultTests.Scenarios;

namespace RechargeSync.FaultTests;

/// <summary>
/// One bed for as many runs of its kind as go well: after a run that did not, the next one gets a new bed.
/// </summary>
public sealed class FaultBed : IAsyncLifetime
{
    private Bed? _bed;

    /// <summary>Where another version's programs are (<c>artifacts/bin</c>); null is this build.</summary>
    internal string? OtherBuild { get; init; }

    public async ValueTask InitializeAsync() => await MachineTurn.TakeAsync();

    internal async Task<Outcome> RunAsync(Scenario scenario, int seed, int orders, CancellationToken cancellationToken)
    {
        if (_bed?.Kind != scenario.Bed)
        {
            await DisposeAsync();
        }

        _bed ??= await Bed.StartAsync(scenario.Bed, cancellationToken);
        var outcome = await Runner.RunAsync(_bed, scenario, seed, orders, OtherBuild, cancellationToken);
        if (outcome.Violations.Count == 0)
        {
            return outcome;
        }

        _bed.KeepLogs = true;
        var logs = _bed.LogDirectory;
        await DisposeAsync();
        return outcome with { Violations = [.. outcome.Violations, $"The services' logs are in {logs}"] };
    }

    public async ValueTask DisposeAsync()
    {
        if (_bed is { } bed)
        {
            _bed = null;
            await bed.DisposeAsync();
        }
    }
}
