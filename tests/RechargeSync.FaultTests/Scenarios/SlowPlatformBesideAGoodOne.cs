using System.Globalization;
using RechargeSync.Core.Stores;
using RechargeSync.FaultTests.Load;
using RechargeSync.FaultTests.Running;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// One store's platform takes almost as long for each call as it may, and has more orders than a worker has places:
/// those of the other store keep their pace.
/// </summary>
internal sealed class SlowPlatformBesideAGoodOne : Scenario
{
    private const int GroupsInLongForm = 3;
    private const int SlowForEachGood = 2;
    private const double LeastPace = 0.9;

    private static readonly TimeSpan s_answer = 0.8 * new PlatformOptions().Timeout;

    public override string Name => "slow-platform-beside-a-good-one";

    public override BedKind Bed => BedKind.DefaultTimes;

    // More than the slow platform takes while the good one is placed, on a machine that is slow as well.
    public override int ShortOrders => 150;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var alone = new List<TimeSpan>();
        var beside = new List<TimeSpan>();
        var takenIn = new List<TimeSpan>();
        for (var group = 0; group < (run.IsLong ? GroupsInLongForm : 1); group++)
        {
            alone.Add(await TimeAsync(run, cancellationToken));
            await run.Bed.Control.FaultsAsync(
                Dials.OfHost("platform", Shop.SlowHost, ("latencyMs", s_answer.TotalMilliseconds)),
                cancellationToken
            );
            var slow = await WriteAsync(run, Shop.Classic, SlowForEachGood * run.OrderCount, cancellationToken);
            takenIn.Add(await TakeInAsync(run, slow, cancellationToken));
            beside.Add(await TimeAsync(run, cancellationToken));
            var left = await run.Database.CountAsync(
                "SELECT count(*) FROM orders WHERE store = 'classic' AND due_at IS NOT NULL",
                cancellationToken
            );
            run.Require(left > 0, "the slow store was done before the good one: nothing was shown");
            await run.Bed.Control.FaultsAsync(null, cancellationToken);
            await Runner.RestAsync(run, cancellationToken);
        }

        var pace = Median(alone) / Median(beside);
        var perSlow = Median(takenIn) / (SlowForEachGood * Median(alone));
        run.Measured("time to take in a slow store's order, in % of that to place a good order", 100 * perSlow);
        run.RequireInLongForm(perSlow <= 1, "other stores' entries stand behind those of the slow one");
        run.Measured("pace of the good store beside the slow one, in % of its pace alone", 100 * pace);
        run.RequireInLongForm(
            pace >= LeastPace,
            string.Create(CultureInfo.InvariantCulture, $"the good store has {100 * pace:0} % of its pace")
        );
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    // Until nothing of it is in front of another store's; what is delivered of orders under way waits for their calls.
    private static async Task<TimeSpan> TakeInAsync(Run run, List<Delivery> slow, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(slow.Select(delivery => run.Sender.DeliverAsync(delivery, cancellationToken)));
        await run.UntilAsync(
            "the slow store's orders are taken in",
            async () =>
                await run.Database.CountAsync(
                    """
                    SELECT count(*) FROM inbox WHERE store = 'classic' AND state = 0 AND NOT EXISTS (
                        SELECT FROM orders WHERE orders.store = inbox.store
                            AND 'order/' || orders.order_id = inbox.resource_key AND lease_owner IS NOT NULL)
                    """,
                    cancellationToken
                ) == 0,
            cancellationToken
        );
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> TimeAsync(Run run, CancellationToken cancellationToken)
    {
        var deliveries = await WriteAsync(run, Shop.Default, run.OrderCount, cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(deliveries.Select(delivery => run.Sender.DeliverAsync(delivery, cancellationToken)));
        await run.UntilAsync(
            "the good store's orders are done",
            async () =>
                await run.Database.CountAsync(
                    """
                    SELECT (SELECT count(*) FROM inbox WHERE store = 'default' AND state = 0)
                        + (SELECT count(*) FROM orders WHERE store = 'default' AND due_at IS NOT NULL)
                    """,
                    cancellationToken
                ) == 0,
            cancellationToken
        );
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static async Task<List<Delivery>> WriteAsync(
        Run run,
        Shop shop,
        int count,
        CancellationToken cancellationToken
    )
    {
        var stories = new List<OrderStory>(count);
        while (stories.Count < count)
        {
            if (run.Writer.Standard() is var story && story.Shop == shop)
            {
                stories.Add(story);
            }
        }

        await run.AddAsync(stories, cancellationToken);
        return [.. stories.SelectMany(story => story.Deliveries)];
    }
}
