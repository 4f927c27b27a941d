using RechargeSync.FaultTests.Auditing;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Two workers under names of their own, and no fault at all: both take part, and every order is done once.
/// </summary>
internal sealed class SideBySide : Scenario
{
    public override string Name => "side-by-side";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        await run.LoadAsync(run.Stretch(0.5), cancellationToken);
        await Runner.RestAsync(run, cancellationToken);
        var names = (await RedisScan.ConsumersAsync(run.Bed.Redis))
            .Select(info => (string)info[info.IndexOf("name") + 1]!)
            .Order(StringComparer.Ordinal)
            .ToList();
        run.Require(
            names.SequenceEqual(["worker-0", "worker-1"], StringComparer.Ordinal),
            $"the consumers are {string.Join(", ", names)}"
        );
    }
}
