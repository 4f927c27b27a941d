using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Recharge fails on the write-back, for longer than the first retries, while somebody else goes on writing to the same
/// addresses, so that ours are answered 409.
/// </summary>
internal sealed class RechargeStorm : Scenario
{
    private const int Rivals = 4;

    public override string Name => "recharge-storm";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var contested = Enumerable.Range(0, Rivals).Select(_ => run.Writer.First()).ToList();
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

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, cancellationToken);
        }
    }
}
