using RechargeSync.FaultTests.Running;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Redis takes nothing for as long as it took once to give up every delivery that waited. Everything has to be done
/// before it is back: nobody waits for a broker.
/// </summary>
internal abstract class RedisOutForHours : Scenario
{
    /// <summary>Hints after which a delivery was given up, before it was left to work alone to fail.</summary>
    private const int FormerMaxSweeps = 240;

    public override BedKind Bed => BedKind.HastySweeper;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        await BreakAsync(run.Bed);
        var broken = TimeProvider.System.GetTimestamp();
        await run.LoadAsync(run.Stretch(2), cancellationToken);
        var loaded = TimeProvider.System.GetTimestamp();
        await run.UntilAsync(
            "everything is done without Redis",
            async () =>
                (await run.Database.BacklogAsync(cancellationToken)).Unfinished == 0
                && (await run.Bed.Control.AuditAsync(cancellationToken)).Webhooks.Pending == 0,
            cancellationToken
        );
        run.Measured(
            "from the last delivery to rest, without Redis, s",
            TimeProvider.System.GetElapsedTime(loaded).TotalSeconds
        );

        // Whatever waits would have been given up by now.
        var left = (FormerMaxSweeps * Settings.HastySweep) - TimeProvider.System.GetElapsedTime(broken);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System, cancellationToken);
        }

        await MendAsync(run.Bed, cancellationToken);
    }

    protected abstract Task BreakAsync(Bed bed);

    protected abstract Task MendAsync(Bed bed, CancellationToken cancellationToken);
}

/// <summary>Out of memory under <c>noeviction</c>: it answers, can be read, and takes no entry.</summary>
internal sealed class RedisFullForHours : RedisOutForHours
{
    public override string Name => "redis-full-for-hours";

    protected override Task BreakAsync(Bed bed) => bed.Redis.SendAsync("CONFIG", "SET", "maxmemory", "1");

    protected override Task MendAsync(Bed bed, CancellationToken cancellationToken) =>
        bed.Redis.SendAsync("CONFIG", "SET", "maxmemory", "0");
}

/// <summary>Gone, and empty when it comes back.</summary>
internal sealed class RedisGoneForHours : RedisOutForHours
{
    public override string Name => "redis-gone-for-hours";

    protected override Task BreakAsync(Bed bed) => bed.Redis.KillAsync();

    protected override Task MendAsync(Bed bed, CancellationToken cancellationToken) =>
        bed.Redis.StartAsync(cancellationToken);
}
