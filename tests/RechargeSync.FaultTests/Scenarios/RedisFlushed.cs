namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// FLUSHALL in the middle, again and again: the stream, its group, budgets and address locks are gone at once.
/// </summary>
internal sealed class RedisFlushed : Scenario
{
    public override string Name => "redis-flushed";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var load = run.LoadAsync(run.Stretch(2), cancellationToken);
        var flushes = 0;
        while (!load.IsCompleted || flushes < 2)
        {
            await run.PauseAsync(50, 500, cancellationToken);
            await run.Bed.Redis.SendAsync("FLUSHALL");
            flushes++;
        }

        await load;
        run.Note($"{flushes} flushes");
    }
}
