using RechargeSync.Core.Storage;
using RechargeSync.FaultTests.Auditing;
using RechargeSync.FaultTests.Load;
using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// A worker is frozen in the middle of its calls, for longer than its lease, and resumed when others have finished its
/// orders: it is fenced and writes nothing.
/// </summary>
internal sealed class WorkerFrozen : Scenario
{
    private const string FencedMessage = "was taken over by another worker";
    private const string BrokenOffMessage = "failed unexpectedly";

    private static readonly TimeSpan s_longestWaking = TimeSpan.FromSeconds(30);

    public override string Name => "worker-frozen";

    public override int ShortOrders => 60;

    public override Tolerance Tolerance { get; } =
        new()
        {
            RepeatedCreates =
                "Frozen between its look and its call, it calls on waking; the platform knows the key and makes no second order.",
            RepeatedWrites = "Recharge has no such key: the same ids are written once more.",
        };

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var frozen = run.Bed.Workers[0];
        var fenced = frozen.Log.Watch(FencedMessage);
        var brokenOff = frozen.Log.Watch(BrokenOffMessage);
        await run.Bed.Control.FaultsAsync(Dials.Of("platform", ("latencyMs", 400)), cancellationToken);
        var load = run.LoadAsync(run.Stretch(1), cancellationToken);
        var held =
            $"SELECT store || ' ' || order_id FROM orders WHERE lease_owner LIKE '{frozen.Name}#%' AND intent <> 0";
        await run.UntilAsync(
            "a worker is in the middle of a step",
            async () => (await run.Database.TextsAsync(held, cancellationToken)).Count > 0,
            cancellationToken
        );
        await run.PauseAsync(0, 300, cancellationToken);
        frozen.Freeze();

        // An update that may have come late is made once more, by whoever has the order then.
        var orders = await run.Database.TextsAsync(
            $"{held} AND intent NOT IN ({(int)WorkStep.UpdatePlatform}, {(int)WorkStep.RefundOnPlatform})",
            cancellationToken
        );
        await load;
        await run.Bed.Control.FaultsAsync(null, cancellationToken);
        await Runner.RestAsync(run, cancellationToken);

        var rows =
            $"SELECT orders::text FROM orders WHERE store || ' ' || order_id = ANY ('{{{string.Join(',', orders)}}}') ORDER BY store, order_id";
        var before = await run.Database.TextsAsync(rows, cancellationToken);
        frozen.Thaw();
        if (orders.Count > 0)
        {
            await FencedAsync(run, fenced, brokenOff, cancellationToken);
        }

        await Runner.RestAsync(run, cancellationToken);
        var after = await run.Database.TextsAsync(rows, cancellationToken);
        run.Require(
            before.SequenceEqual(after, StringComparer.Ordinal),
            $"I6 a fenced worker wrote: {string.Join("; ", after.Except(before, StringComparer.Ordinal))}"
        );
        run.Note($"{orders.Count} orders under its lease, {fenced()} fenced");
    }

    private static async Task FencedAsync(
        Run run,
        Func<int> fenced,
        Func<int> brokenOff,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await Until.TrueAsync(
                () => fenced() > 0,
                "the resumed worker finds itself fenced",
                s_longestWaking,
                cancellationToken
            );
        }
        catch (TimeoutException exception)
        {
            // Frozen in its statements, it may have slept past the time of each: then it writes nothing either.
            run.Require(brokenOff() > 0, $"I6 {exception.Message}");
        }
    }
}
