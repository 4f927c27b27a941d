using System.Net;
using RechargeSync.FaultTests.Auditing;
using RechargeSync.FaultTests.Load;
using RechargeSync.FaultTests.Running;
using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// The volume of Postgres is full, again and again: what cannot be stored is answered 503, and nothing that was
/// answered 200 is lost. Postgres itself may go down over it, and is started again once there is space.
/// </summary>
internal sealed class DiskFull : Scenario
{
    private static readonly TimeSpan s_full = TimeSpan.FromSeconds(1.5);

    public override string Name => "disk-full";

    public override BedKind Bed => BedKind.SmallDisk;

    public override Tolerance Tolerance => Tolerance.LostResults;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var load = run.LoadAsync(run.Stretch(3), cancellationToken);
        var (fills, refused, downs) = (0, 0, 0);
        while (!load.IsCompleted || fills < 2)
        {
            await run.PauseAsync(100, 500, cancellationToken);
            run.Bed.Disk!.Fill();
            fills++;
            var later = await ProbeAsync(run, cancellationToken);
            run.Bed.Disk.Free();
            if (!await IsUpAsync(run, cancellationToken))
            {
                downs++;
                await run.Bed.Postgres.StopImmediatelyAsync();
                await run.Bed.Postgres.StartAsync(cancellationToken);
            }

            refused += later.Count;
            await Task.WhenAll(later.Select(delivery => run.Sender.DeliverAsync(delivery, cancellationToken)));
        }

        await load;
        run.Require(refused > 0, "no delivery met the full disk: the scenario did not do its work");
        run.Note($"{fills} times full, {refused} probes refused, Postgres went down {downs} times");
    }

    // New deliveries, so that each of them needs space; those that were refused are returned.
    private static async Task<List<Delivery>> ProbeAsync(Run run, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var refused = new List<Delivery>();
        while (TimeProvider.System.GetElapsedTime(started) < s_full)
        {
            var story = run.Writer.Standard();
            await run.AddAsync([story], cancellationToken);
            var answer = await run.Sender.TryAsync(story.Deliveries[0], cancellationToken);
            run.Require(
                answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable,
                $"I1 with a full disk a delivery was answered {answer.Status?.ToString() ?? "nothing"}, neither 200 nor 503"
            );
            if (!answer.IsAccepted)
            {
                refused.Add(story.Deliveries[0]);
            }

            await run.PauseAsync(10, 40, cancellationToken);
        }

        return refused;
    }

    private static async Task<bool> IsUpAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            await Until.TrueAsync(
                () => run.Bed.Postgres.AnswersAsync(cancellationToken),
                "Postgres answers again",
                TimeSpan.FromSeconds(5),
                cancellationToken
            );
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
