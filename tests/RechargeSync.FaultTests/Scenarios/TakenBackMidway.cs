using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Orders are taken back while they are being placed: their events come in any order and more than once, workers die,
/// the platform loses answers. In the end the platform has each of them taken back, or never had it.
/// </summary>
internal abstract class TakenBackMidway : Scenario
{
    /// <summary>The next order to be taken back.</summary>
    protected abstract OrderStory Write(Run run, int number);

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var count = Math.Max(10, run.OrderCount / 2);
        await run.AddAsync([.. Enumerable.Range(0, count).Select(number => Write(run, number))], cancellationToken);
        await run.Bed.Control.FaultsAsync(
            Dials.Of("platform", ("ambiguousRate", 0.2), ("errorRate", 0.1)),
            cancellationToken
        );
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var kills = 0;
        while (!load.IsCompleted || kills == 0)
        {
            var worker = run.Bed.Workers[run.Random.Next(Workers)];
            await run.PauseAsync(100, 600, cancellationToken);
            await worker.KillAsync();
            kills++;
            await worker.StartAsync(cancellationToken);
        }

        await load;
        await run.Bed.Control.FaultsAsync(null, cancellationToken);
        run.Note($"{count} taken back, {kills} kills");
    }
}

/// <summary>Orders are cancelled while they are being placed.</summary>
internal sealed class CancelledMidway : TakenBackMidway
{
    public override string Name => "cancelled-midway";

    protected override OrderStory Write(Run run, int number) => run.Writer.Cancelled();
}

/// <summary>Orders are refunded, in part and wholly, while they are being placed.</summary>
internal sealed class RefundedMidway : TakenBackMidway
{
    public override string Name => "refunded-midway";

    protected override OrderStory Write(Run run, int number) => run.Writer.Refunded(isWhole: number % 2 == 0);
}
