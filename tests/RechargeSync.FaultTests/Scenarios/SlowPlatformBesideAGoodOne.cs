using System.Globalization;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// One store's platform takes almost as long for each call as it may, and has more orders than a worker has places:
/// those of the other store keep their pace.
/// </summary>
internal sealed class SlowPlatformBesideAGoodOne : Scenario
{
    private const int Groups = 3;
    private const double LeastPace = 0.9;

    public override string Name => "slow-platform-beside-a-good-one";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var alone = new List<TimeSpan>();
        var beside = new List<TimeSpan>();
        for (var group = 0; group < Groups; group++)
        {
            alone.Add(await TimeAsync(run, cancellationToken));
            await run.Bed.Control.FaultsAsync(
                Dials.OfHost("platform", Shop.SlowHost, ("latencyMs", 1200)),
                cancellationToken
            );
            var slow = await WriteAsync(run, Shop.Classic, 2 * run.OrderCount, cancellationToken);
            await Task.WhenAll(slow.Select(delivery => run.Sender.DeliverAsync(delivery, cancellationToken)));
            beside.Add(await TimeAsync(run, cancellationToken));
            var left = await run.Database.CountAsync(
                "SELECT count(*) FROM orders WHERE store = 'classic' AND due_at IS NOT NULL",
                cancellationToken
            );
            run.Require(left > 0, "the slow store was done before the good one: nothing was shown");
            await run.Bed.Control.FaultsAsync(null, cancellationToken);
            await Runner.RestAsync(run, cancellationToken);
        }

        var pace = alone.Order().ElementAt(Groups / 2) / beside.Order().ElementAt(Groups / 2);
        run.Measured("pace of the good store beside the slow one, in % of its pace alone", 100 * pace);
        run.RequireInLongForm(
            pace >= LeastPace,
            string.Create(CultureInfo.InvariantCulture, $"the good store has {100 * pace:0} % of its pace")
        );
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
