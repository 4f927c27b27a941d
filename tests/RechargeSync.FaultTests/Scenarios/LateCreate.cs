using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// A platform as most are: it keeps no idempotency key, and ends a create after the caller has given up. Workers die in
/// between, and come back at once. Only who waits before creating again makes no second order.
/// </summary>
internal sealed class LateCreate : Scenario
{
    // After the call's time-out, and within the settle time that begins with it.
    private const int LateMs = 1900;

    public override string Name => "late-create";

    public override int ShortOrders => 40;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        await run.Bed.Control.FaultsAsync(Dials.Of("platform", ("lateCreateMs", LateMs)), cancellationToken);
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var kills = 0;
        while (!load.IsCompleted || kills == 0)
        {
            var worker = run.Bed.Workers[run.Random.Next(Workers)];
            await run.PauseAsync(500, 1500, cancellationToken);
            await worker.KillAsync();
            kills++;
            await worker.StartAsync(cancellationToken);
        }

        await load;
        var given = await run.Database.CountAsync(
            "SELECT count(*) FROM failed_attempts WHERE reason = 'timeout'",
            cancellationToken
        );
        run.Note($"{given} creates were given up, {kills} kills");
        run.Require(given > 0, "no create took longer than its call: the scenario did not do its work");

        // As the dial is taken back only when nothing waits for it.
        await Runner.RestAsync(run, cancellationToken);
        await run.Bed.Control.FaultsAsync(null, cancellationToken);
    }
}
