namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Redis is out of memory and evicts nothing: every command that needs memory is refused for a while.
/// </summary>
internal sealed class RedisFull : Scenario
{
    public override string Name => "redis-full";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var load = run.LoadAsync(run.Stretch(2), cancellationToken);
        var periods = 0;
        while (!load.IsCompleted || periods < 2)
        {
            await run.PauseAsync(50, 200, cancellationToken);
            await run.Bed.Redis.SendAsync("CONFIG", "SET", "maxmemory", "1");
            await run.PauseAsync(400, 900, cancellationToken);
            await run.Bed.Redis.SendAsync("CONFIG", "SET", "maxmemory", "0");
            periods++;
        }

        await load;
        run.Note($"{periods} times full");
    }
}
