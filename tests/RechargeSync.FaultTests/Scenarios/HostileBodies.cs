using System.Net;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Bodies too large, without end, packed, and slower than any sender, on many connections, while good deliveries go on: these
/// are answered in time, and memory does not grow.
/// </summary>
internal sealed class HostileBodies : Scenario
{
    private const int Drips = 40;
    private const int Floods = 6;
    private const long MostGrowth = 300L * 1024 * 1024;
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(5);

    public override string Name => "hostile-bodies";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var receivers = run.Bed.Webhooks.Select(service => service.Address).ToList();
        var memory = run.Bed.Webhooks.Select(service => service.MemoryBytes).ToList();
        var drips = Enumerable.Range(0, Drips).Select(i => Attacker.DripAsync(receivers[i % receivers.Count], cancellationToken)).ToList();
        var floods = Enumerable.Range(0, Floods).Select(i => Attacker.EndlessAsync(receivers[i % receivers.Count], cancellationToken)).ToList();
        var bomb = new Delivery(Shop.Default, "order/created", Attacker.Bomb(), Delivery.NewTraceId(run.Random));
        var large = new Delivery(Shop.Default, "order/created", new byte[2 * 1024 * 1024], Delivery.NewTraceId(run.Random));
        run.AddPoison(bomb);

        await Task.WhenAll(run.Stories.SelectMany(story => story.Deliveries).Concat(run.Carts.Select(cart => cart.Delivery)).Select(async delivery =>
        {
            var tries = await run.Sender.DeliverAsync(delivery, cancellationToken);
            run.RequireLocked(tries is [{ Elapsed: var elapsed }] && elapsed < s_longestAnswer, $"I1 under attack a good delivery took {tries.Count} tries");
        }));
        foreach (var receiver in receivers)
        {
            var tooLarge = await run.Sender.TryAsync(large, receiver, cancellationToken);
            run.Require(tooLarge.Status is HttpStatusCode.RequestEntityTooLarge or null, $"a body of 2 MiB was answered {tooLarge.Status}, not 413");
            run.Require((await run.Sender.TryAsync(bomb, receiver, cancellationToken)).IsAccepted, "a rightly signed packed body was not put aside");
        }

        var stops = await Task.WhenAll(floods).WaitAsync(run.Patience, TimeProvider.System, cancellationToken);
        run.Require(stops.All(line => line.Length == 0 || line.Contains("413", StringComparison.Ordinal)), $"an endless body was answered {string.Join(", ", stops.Distinct(StringComparer.Ordinal))}");
        await Task.WhenAll(drips).WaitAsync(run.Patience, TimeProvider.System, cancellationToken);
        for (var i = 0; i < receivers.Count; i++)
        {
            var growth = run.Bed.Webhooks[i].MemoryBytes - memory[i];
            run.Require(growth < MostGrowth, $"{run.Bed.Webhooks[i].Name} grew by {growth / 1024 / 1024} MiB");
        }

        run.Note($"{Drips} drips and {Floods} endless bodies put an end to");
    }
}
