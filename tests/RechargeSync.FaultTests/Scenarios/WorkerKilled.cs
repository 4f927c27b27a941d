namespace RechargeSync.FaultTests.Scenarios;

/// <summary>kill −9 of one worker after the other at random moments under load.</summary>
internal sealed class WorkerKilled : Scenario
{
    public override string Name => "worker-killed";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var kills = 0;
        while (!load.IsCompleted || kills < 2)
        {
            var worker = run.Bed.Workers[run.Random.Next(Workers)];
            await run.PauseAsync(20, 400, cancellationToken);
            await worker.KillAsync();
            kills++;
            await worker.StartAsync(cancellationToken);
        }

        await load;
        run.Note($"{kills} kills");
    }
}
