using RechargeSync.FaultTests.Auditing;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// SIGTERM under load: a worker ends in order, and leaves neither a lease nor an entry for others to reclaim.
/// </summary>
internal sealed class WorkerStopped : Scenario
{
    public override string Name => "worker-stopped";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);

        // Slow enough that calls are under way at the moment of the signal.
        await run.Bed.Control.FaultsAsync(Load.Dials.Of("platform", ("latencyMs", 150)), cancellationToken);
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var stops = 0;
        while (!load.IsCompleted || stops < 2)
        {
            var worker = run.Bed.Workers[stops++ % Workers];
            await run.PauseAsync(100, 600, cancellationToken);
            var exit = await worker.StopAsync();
            run.Require(exit == 0, $"{worker.Name} ended with {exit} on SIGTERM");
            var leases = await run.Database.CountAsync(
                $"SELECT (SELECT count(*) FROM orders WHERE lease_owner LIKE '{worker.Name}#%') + (SELECT count(*) FROM carts WHERE lease_owner LIKE '{worker.Name}#%')",
                cancellationToken
            );
            run.Require(leases == 0, $"{worker.Name} left {leases} leases behind");
            var pending = await RedisScan.PendingOfAsync(run.Bed.Redis, worker.Name);
            run.Require(pending == 0, $"{worker.Name} left {pending} entries behind");
            await worker.StartAsync(cancellationToken);
        }

        await load;
        await run.Bed.Control.FaultsAsync(null, cancellationToken);
        run.Note($"{stops} stops");
    }
}
