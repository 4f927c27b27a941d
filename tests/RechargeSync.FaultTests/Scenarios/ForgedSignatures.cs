using System.Net;
using RechargeSync.Core.Recharge;
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
        await run.PrepareAsync(cancellationToken);
        var forger = new Forger(run.Random);
        var deliveries = run.Stories.SelectMany(story => story.Deliveries).ToList();
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

        // A worker that has just begun may find the seeded orders at Recharge before their webhooks: such rows are its own.
        var entries = await RedisScan.EntriesAddedAsync(run.Bed.Redis);
        var found = await CountAsync(run, "=", cancellationToken);
        run.Require(await CountAsync(run, "<>", cancellationToken) == 0, "I7 forged deliveries left rows");
        run.Require(entries <= found, "I7 forged deliveries left stream entries");
        await run.LoadAsync(run.Stretch(0.5), cancellationToken);
    }

    private static Task<long> CountAsync(Run run, string comparison, CancellationToken cancellationToken) =>
        run.Database.CountAsync(
            $"SELECT count(*) FROM inbox WHERE topic {comparison} '{RechargeTopic.OrderReconciled.Name}'",
            cancellationToken
        );
}
