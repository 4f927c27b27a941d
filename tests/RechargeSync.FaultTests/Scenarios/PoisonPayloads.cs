using System.Text;
using System.Text.RegularExpressions;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Rightly signed nonsense between good deliveries: answered 200, put aside, and no good order is held up; measured as
/// well.
/// </summary>
internal sealed partial class PoisonPayloads : Scenario
{
    private const long FirstPoisonId = 600_000_000;
    private const int Groups = 10;

    // One poisoned body to so many good ones.
    private const int PoisonShare = 10;

    public override string Name => "poison";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        foreach (var delivery in PoisonCabinet.Fill(FirstPoisonId, run.Random))
        {
            run.AddPoison(delivery);
            if (IdPattern().Match(Encoding.UTF8.GetString(delivery.Body)) is { Success: true } id)
            {
                run.PoisonOrders.Add(long.Parse(id.ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        await run.LoadAsync(
            [
                .. run.Poison,
                .. run.Stories.SelectMany(story => story.Deliveries),
                .. run.Carts.Select(cart => cart.Delivery),
            ],
            run.Stretch(1),
            cancellationToken
        );
        run.Note($"{run.Poison.Count} poisoned bodies");

        // Groups of a few orders would measure chance.
        if (run.IsLong)
        {
            await Runner.RestAsync(run, cancellationToken);
            run.Measured(
                "pace of good orders between poison, in % of their pace alone",
                100 * await PaceAsync(run, cancellationToken)
            );
        }
    }

    // Groups of equal size without and with poison by turns, as fast as they go; the median of the pairs, because one
    // hiccup of the machine is longer than a group. The poison is known to the inbox by now, so each body gets a new
    // blank to be new again.
    private static async Task<double> PaceAsync(Run run, CancellationToken cancellationToken)
    {
        var size = run.OrderCount / Groups;
        var took = new TimeSpan[2 * Groups];
        for (var group = 0; group < took.Length; group++)
        {
            var stories = Enumerable.Range(0, size).Select(_ => run.Writer.Standard()).ToList();
            await run.AddAsync(stories, cancellationToken);
            var good = stories.SelectMany(story => story.Deliveries).ToList();
            var poison =
                group % 2 == 0
                    ? []
                    : run
                        .Poison.Take(size / PoisonShare)
                        .Select(delivery => new Delivery(
                            delivery.Shop,
                            delivery.Topic,
                            [.. delivery.Body, .. Blanks(group)],
                            delivery.TraceId
                        ))
                        .ToList();
            var started = TimeProvider.System.GetTimestamp();
            var bad = Task.WhenAll(poison.Select(delivery => run.Sender.DeliverAsync(delivery, cancellationToken)));
            await Task.WhenAll(good.Select(delivery => run.Sender.DeliverAsync(delivery, cancellationToken)));
            await run.UntilAsync(
                "the group is done",
                () => IsDoneAsync(run, stories, cancellationToken),
                cancellationToken
            );
            took[group] = TimeProvider.System.GetElapsedTime(started);
            await bad;
            poison.ForEach(run.AddPoison);
        }

        return Enumerable
            .Range(0, Groups)
            .Select(pair => took[2 * pair] / took[(2 * pair) + 1])
            .Order()
            .ElementAt(Groups / 2);
    }

    private static byte[] Blanks(int count) => [.. Enumerable.Repeat((byte)' ', count)];

    private static async Task<bool> IsDoneAsync(
        Run run,
        List<OrderStory> stories,
        CancellationToken cancellationToken
    ) =>
        await run.Database.CountAsync(
            $"SELECT count(*) FROM orders WHERE state = 2 AND order_id BETWEEN {stories[0].Id} AND {stories[^1].Id}",
            cancellationToken
        ) >= stories.Count;

    [GeneratedRegex("6000000[0-9][0-9]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}
