using System.Net;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Bodies too large, without end, packed, and slower than any sender, on hundreds of connections for as long as good
/// deliveries go on: these get through at the first try, and memory does not grow.
/// </summary>
internal sealed class HostileBodies : Scenario
{
    private const int Drips = 300;
    private const int Floods = 100;
    private const int Large = 50;
    private const int Bombs = 50;
    private const double OrdersPerSecond = 50;
    private const long MostGrowth = 300L * 1024 * 1024;

    // Each of the others comes back after this; drips stay for as long as they are let.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    public override string Name => "hostile-bodies";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        List<Delivery> good =
        [
            .. run.Stories.SelectMany(story => story.Deliveries),
            .. run.Carts.Select(cart => cart.Delivery),
        ];
        var bomb = new Delivery(Shop.Default, "order/created", Attacker.Bomb(), Delivery.NewTraceId(run.Random));
        run.AddPoison(bomb);
        var large = new Delivery(
            Shop.Default,
            "order/created",
            new byte[5 * 1024 * 1024],
            Delivery.NewTraceId(run.Random)
        );
        run.AddPoison(large);
        await BeforeAsync(run, cancellationToken);

        var memory = run.Bed.Webhooks.Select(service => service.MemoryBytes).ToList();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attack = AttackAsync(run, bomb, large, end.Token);
        await GoodAsync(run, good, cancellationToken);
        await end.CancelAsync();
        await attack;

        var growth = run.Bed.Webhooks.Select((service, i) => (service.MemoryBytes - memory[i]) / 1024.0 / 1024).Max();
        run.Require(growth * 1024 * 1024 < MostGrowth, $"a receiver grew by {growth:0} MiB");
        run.Measured("growth of the larger receiver, MiB", growth);
    }

    // What any load would make it allocate and compile is there before the attack.
    private static async Task BeforeAsync(Run run, CancellationToken cancellationToken)
    {
        var stories = Enumerable.Range(0, run.OrderCount / 2).Select(_ => run.Writer.Standard()).ToList();
        await run.AddAsync(stories, cancellationToken);
        var tries = await run.LoadAsync(
            [.. stories.SelectMany(story => story.Deliveries)],
            Pace(run, stories.Count),
            cancellationToken
        );
        run.Measured("good deliveries' p99 before the attack, ms", P99(tries));
    }

    private static async Task GoodAsync(Run run, IReadOnlyList<Delivery> good, CancellationToken cancellationToken)
    {
        var tries = await run.LoadAsync(good, Pace(run, run.OrderCount), cancellationToken);
        var late = tries.Count(attempts => attempts.Count > 1);
        run.RequireInLongForm(late == 0, $"I1 under attack {late} good deliveries needed more than one try");
        run.Measured("good deliveries' p99 under attack, ms", P99(tries));
    }

    // Far from what the machine can do: what is measured is the attack, not a queue of good orders.
    private static TimeSpan Pace(Run run, int orders) =>
        TimeSpan.FromSeconds(orders / (run.IsLong ? OrdersPerSecond : 5 * OrdersPerSecond));

    private static double P99(IReadOnlyList<Attempt>[] tries)
    {
        var times = tries.Select(attempts => attempts[^1].Elapsed.TotalMilliseconds).Order().ToList();
        return times[times.Count * 99 / 100];
    }

    private static async Task AttackAsync(Run run, Delivery bomb, Delivery large, CancellationToken end)
    {
        var receivers = run.Bed.Webhooks.Select(service => service.Address).ToList();
        var attacks = Enumerable
            .Range(0, Drips)
            .Select(i => RepeatAsync(async receiver => await Attacker.DripAsync(receiver, end), receivers, i, end))
            .Concat(
                Enumerable
                    .Range(0, Floods)
                    .Select(i => RepeatAsync(receiver => FloodAsync(run, receiver, end), receivers, i, end))
            )
            .Concat(
                Enumerable
                    .Range(0, Large)
                    .Select(i => RepeatAsync(receiver => TooLargeAsync(run, large, receiver, end), receivers, i, end))
            )
            .Concat(
                Enumerable
                    .Range(0, Bombs)
                    .Select(i => RepeatAsync(receiver => PackedAsync(run, bomb, receiver, end), receivers, i, end))
            );
        await Task.WhenAll(attacks);
        run.Note($"attacked on {Drips + Floods + Large + Bombs} connections");
    }

    private static async Task RepeatAsync(
        Func<Uri, Task> attack,
        List<Uri> receivers,
        int number,
        CancellationToken end
    )
    {
        // Not all at the same moment.
        await Task.Delay(s_pause * (number % 20 / 20.0), TimeProvider.System, end)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!end.IsCancellationRequested)
        {
            try
            {
                await attack(receivers[number % receivers.Count]);
                await Task.Delay(s_pause, TimeProvider.System, end);
            }
            catch (OperationCanceledException)
            {
                // The good deliveries are through.
            }
        }
    }

    private static async Task FloodAsync(Run run, Uri receiver, CancellationToken end)
    {
        var line = await Attacker.EndlessAsync(receiver, end);
        run.RequireLocked(
            line.Length == 0
                || line.Contains("413", StringComparison.Ordinal)
                || line.Contains("408", StringComparison.Ordinal)
                || line.Contains("503", StringComparison.Ordinal),
            $"an endless body was answered {line}"
        );
    }

    private static async Task TooLargeAsync(Run run, Delivery large, Uri receiver, CancellationToken end)
    {
        var answer = await run.Sender.TryAsync(large, receiver, end);

        // There may be no room for it now, or no time.
        run.RequireLocked(
            answer.IsAccepted
                || answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout or null,
            $"a rightly signed body of 5 MiB was answered {answer.Status}, not put aside"
        );
    }

    private static async Task PackedAsync(Run run, Delivery bomb, Uri receiver, CancellationToken end)
    {
        var answer = await run.Sender.TryAsync(bomb, receiver, end);

        // It is large enough to be told to come back later.
        run.RequireLocked(
            answer.IsAccepted || answer.Status is HttpStatusCode.ServiceUnavailable or null,
            $"a rightly signed packed body was answered {answer.Status}, not put aside"
        );
    }
}
