using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// A hundred copies of a delivery at the same instant, over two Webhooks and four workers: stored once, acted on once.
/// </summary>
internal sealed class Duplicates : Scenario
{
    private const int Copies = 100;
    private const int FewCopies = 10;
    private const int AtOnce = 4;

    // Of a thousand orders, a fifth gets all the copies; the others keep the system busy meanwhile.
    private const int Share = 5;

    public override string Name => "duplicates";

    public override int Workers => 4;

    public override int ShortOrders => 10;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var deliveries = run
            .Stories.SelectMany(story => story.Deliveries)
            .Concat(run.Carts.Select(cart => cart.Delivery))
            .ToArray();
        run.Random.Shuffle(deliveries);
        var sent = 0;
        foreach (var (group, number) in deliveries.Chunk(AtOnce).Select((group, number) => (group, number)))
        {
            var copies = run.IsLong && number % Share != 0 ? FewCopies : Copies;
            sent += group.Length * copies;
            await Task.WhenAll(group.Select(delivery => MultiplyAsync(run, delivery, copies, cancellationToken)));
        }

        run.Note($"{sent} deliveries");
    }

    private static async Task MultiplyAsync(Run run, Delivery delivery, int copies, CancellationToken cancellationToken)
    {
        var attempts = await Task.WhenAll(
            Enumerable.Range(0, copies).Select(_ => run.Sender.DeliverAsync(delivery, cancellationToken))
        );
        var accepted = attempts.Select(tries => tries[^1]).ToList();
        var stored = accepted.Count(attempt => attempt.Verdict == "stored");

        // Only a copy whose answer was lost may be the one that was stored.
        var isLost = attempts.Any(tries => tries.Count > 1);
        run.RequireLocked(
            stored == 1 || (isLost && stored == 0),
            $"I1 of {copies} equal deliveries {stored} were called stored"
        );
    }
}
