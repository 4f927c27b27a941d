using RechargeSync.FaultTests.Auditing;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Recharge fails on the write-back, for longer than the first retries, while somebody else goes on writing to the same
/// addresses, so that ours are answered 409.
/// </summary>
internal sealed class RechargeStorm : Scenario
{
    private const int FewestRivals = 4;
    private const int OrdersPerRival = 50;

    // Each holds its address for about a third of this.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    public override string Name => "recharge-storm";

    public override Tolerance Tolerance { get; } =
        new()
        {
            SharedChargeWrites =
                "While answers are lost, each order that finds the other's id in place of its own has to write once more.",
        };

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var contested = Enumerable
            .Range(0, Math.Max(FewestRivals, run.OrderCount / OrdersPerRival))
            .Select(_ => run.Writer.First())
            .ToList();
        var others = contested.Select(story => run.Writer.Unpaid("queued", story)).ToList();
        await run.AddAsync([.. contested, .. others], cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rivals = others.Select(other => DisturbAsync(run, other, end.Token)).ToList();
        try
        {
            await PlatformStorm.StormAsync(run, "recharge", cancellationToken);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(rivals).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var recharge = (await run.Bed.Control.AuditAsync(cancellationToken)).Recharge;
        run.Note($"{recharge.Conflicts} conflicts, {recharge.Throttled} throttled");
    }

    private static async Task DisturbAsync(Run run, OrderStory other, CancellationToken cancellationToken)
    {
        var day = TimeProvider.System.GetUtcNow();
        while (true)
        {
            day = day.AddDays(1);
            try
            {
                await run.Bed.Control.TouchAsync(other.Shop, other.Id, day, cancellationToken);
            }
            catch (HttpRequestException)
            {
                // The storm meets the rival as well.
            }

            await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
        }
    }
}
