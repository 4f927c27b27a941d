namespace RechargeSync.FaultTests.Scenarios;

/// <summary>kill −9 of the ingress under load: each 200 that it gave before is honoured.</summary>
internal sealed class WebhooksKilled : Scenario
{
    public override string Name => "webhooks-killed";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var kills = 0;
        while (!load.IsCompleted || kills < 2)
        {
            var webhooks = run.Bed.Webhooks[run.Random.Next(run.Bed.Webhooks.Count)];
            await run.PauseAsync(20, 300, cancellationToken);
            await webhooks.KillAsync();
            kills++;
            await webhooks.StartAsync(cancellationToken);
        }

        await load;
        run.Note($"{kills} kills");
    }
}
