using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Created, processed and updated in each of their six orders, at once or after the one before has been worked off,
/// with rising and with equal <c>updated_at</c>, prepaid and not.
/// </summary>
internal sealed class Permutations : Scenario
{
    private static readonly int[][] s_orders =
    [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];

    public override string Name => "permutations";

    public override int ShortOrders => 48;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var plan = (
            from order in s_orders
            from prepaid in new[] { false, true }
            from sameTime in new[] { false, true }
            from late in new[] { false, true }
            select (order, prepaid, sameTime, late)
        ).ToArray();
        for (var done = 0; done < run.OrderCount; done += plan.Length)
        {
            run.Random.Shuffle(plan);
            var stories = plan.Select(item =>
                    (Story: run.Writer.Permuted(item.prepaid, item.sameTime, item.order), item.late)
                )
                .ToList();
            await run.AddAsync([.. stories.Select(item => item.Story)], cancellationToken);
            await Task.WhenAll(stories.Select(item => TellAsync(run, item.Story, item.late, cancellationToken)));
        }
    }

    private static async Task TellAsync(Run run, OrderStory story, bool late, CancellationToken cancellationToken)
    {
        foreach (var delivery in story.Deliveries)
        {
            await run.Sender.DeliverAsync(delivery, cancellationToken);
            if (late)
            {
                await run.UntilAsync(
                    $"order {story.Id} is done",
                    () => IsDoneAsync(run, story, cancellationToken),
                    cancellationToken
                );
            }
        }
    }

    private static async Task<bool> IsDoneAsync(Run run, OrderStory story, CancellationToken cancellationToken)
    {
        var count = await run.Database.CountAsync(
            $"SELECT count(*) FROM orders WHERE store = '{story.Shop.Name}' AND order_id = {story.Id} AND state = 2 AND due_at IS NULL",
            cancellationToken
        );
        return count == 1;
    }
}
