using RechargeSync.FaultTests.Auditing;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>Postgres is restarted under load, in order and as if it had crashed by turns.</summary>
internal sealed class PostgresRestarted : Scenario
{
    public override string Name => "postgres-restarted";

    public override Tolerance Tolerance => Tolerance.LostResults;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var restarts = 0;
        while (!load.IsCompleted || restarts < 2)
        {
            await run.PauseAsync(200, 1000, cancellationToken);
            await (restarts++ % 2 == 0 ? run.Bed.Postgres.StopImmediatelyAsync() : run.Bed.Postgres.StopFastAsync());
            await run.Bed.Postgres.StartAsync(cancellationToken);
        }

        await load;
        run.Note($"{restarts} restarts");
    }
}
