namespace RechargeSync.FaultTests.Scenarios;

/// <summary>Redis is killed and comes back empty, again and again.</summary>
internal sealed class RedisKilled : Scenario
{
    public override string Name => "redis-killed";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var kills = 0;
        while (!load.IsCompleted || kills < 2)
        {
            await run.PauseAsync(200, 1000, cancellationToken);
            await run.Bed.Redis.KillAsync();
            kills++;
            await run.Bed.Redis.StartAsync(cancellationToken);
        }

        await load;
        run.Note($"{kills} kills");
    }
}
