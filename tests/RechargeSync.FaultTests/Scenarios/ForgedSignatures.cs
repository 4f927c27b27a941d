using System.Net;
using RechargeSync.FaultTests.Auditing;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>Thousands of forged signatures: each is answered 401 and leaves neither a row nor an entry.</summary>
internal sealed class ForgedSignatures : Scenario
{
    private const int AtOnce = 32;

    public override string Name => "forged";

    public override int ShortOrders => 40;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        // At Recharge later: a worker would find them there, place them, and be told of that by webhooks that are not
        // forged.
        var stories = run.Writer.Write(run.OrderCount);
        var forger = new Forger(run.Random);
        var deliveries = stories.SelectMany(story => story.Deliveries).ToList();
        var left = run.IsLong ? 10_000 : 1_000;
        run.Note($"{left} forgeries");
        for (; left > 0; left -= AtOnce)
        {
            var requests = Enumerable
                .Range(0, Math.Min(left, AtOnce))
                .Select(i =>
                    forger.Forge(
                        run.Bed.Webhooks[i % run.Bed.Webhooks.Count].Address,
                        deliveries[run.Random.Next(deliveries.Count)]
                    )
                )
                .ToList();
            var answers = await Task.WhenAll(
                requests.Select(request => run.Sender.SendAsync(request, cancellationToken))
            );
            foreach (var answer in answers)
            {
                run.Require(
                    answer.Status == HttpStatusCode.Unauthorized,
                    $"I7 a forged delivery was answered {answer.Status?.ToString() ?? "nothing"}, not 401"
                );
            }

            requests.ForEach(request => request.Dispose());
        }

        run.Require(
            await run.Database.CountAsync("SELECT count(*) FROM inbox", cancellationToken) == 0,
            "I7 forged deliveries left rows"
        );
        run.Require(
            await RedisScan.EntriesAddedAsync(run.Bed.Redis) == 0,
            "I7 forged deliveries left stream entries"
        );
        await run.PrepareAsync(stories, cancellationToken);
        await run.LoadAsync(run.Stretch(0.5), cancellationToken);
    }
}
