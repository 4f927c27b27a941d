using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// The platform fails in every way: 500s, 429s, hangs past the time-out, orders created without an answer, halves of
/// answers.
/// </summary>
internal sealed class PlatformStorm : Scenario
{
    public override string Name => "platform-storm";

    public override Task RunAsync(Run run, CancellationToken cancellationToken) =>
        StormAsync(run, "platform", cancellationToken);

    /// <summary>
    /// Every storm of a side once at least, in an order of the seed's, and as long as the load lasts.
    /// </summary>
    public static async Task StormAsync(Run run, string side, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var storms = Dials.Storms(side).ToArray();
        run.Random.Shuffle(storms);
        await run.Bed.Control.FaultsAsync(storms[0], cancellationToken);
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var turn = 0;
        while (!load.IsCompleted || turn < storms.Length)
        {
            await run.Bed.Control.FaultsAsync(storms[turn++ % storms.Length], cancellationToken);
            await run.PauseAsync(400, 900, cancellationToken);
        }

        await load;
        await run.Bed.Control.FaultsAsync(null, cancellationToken);
        run.Note(
            $"{await run.Database.CountAsync("SELECT count(*) FROM failed_attempts", cancellationToken)} failed attempts"
        );
    }
}
