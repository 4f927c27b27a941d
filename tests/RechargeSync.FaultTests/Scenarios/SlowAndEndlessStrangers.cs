using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Five hundred connections of senders that are none: bodies that come a byte at a time, and bodies that do not end.
/// The same load of good deliveries goes on without them and beside them: all of it gets through, and neither memory
/// nor the connections to Postgres grow with the strangers.
/// </summary>
internal sealed class SlowAndEndlessStrangers : Scenario
{
    private const int Slow = 400;
    private const int Endless = 100;
    private const double OrdersPerSecond = 50;
    private const double MostGrowth = 100;
    private const double MostMilliseconds = 200;

    // What a busier machine may open more; a connection for each request would be hundreds.
    private const long MoreConnections = 10;

    // The strangers that were shown the door come again after this.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    public override string Name => "slow-and-endless-strangers";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        // Loads that compile and allocate what any load needs, without strangers and beside some; then the measures.
        await LoadAsync(run, run.OrderCount, cancellationToken);
        var memory = run.Bed.Webhooks.Select(service => service.MemoryBytes).ToList();
        await BesideStrangersAsync(run, run.OrderCount / 2, cancellationToken);
        var alone = await LoadAsync(run, run.OrderCount, cancellationToken);
        var beside = await BesideStrangersAsync(run, run.OrderCount, cancellationToken);
        var growth = run.Bed.Webhooks.Select((service, i) => (service.MemoryBytes - memory[i]) / 1024.0 / 1024).Max();

        run.Measured("good deliveries' p99 alone, ms", alone.P99);
        run.Measured("good deliveries' p99 beside strangers, ms", beside.P99);
        run.Measured("p99 beside strangers, as a multiple of p99 alone", beside.P99 / alone.P99);
        run.Measured("growth of the larger receiver, MiB", growth);
        run.Measured("connections to Postgres, alone", alone.Connections);
        run.Measured("connections to Postgres, beside strangers", beside.Connections);
        run.Require(
            beside.Connections <= alone.Connections + MoreConnections,
            $"connections to Postgres went from {alone.Connections} to {beside.Connections}"
        );
        run.Require(growth < 2 * MostGrowth, $"a receiver grew by {growth:0} MiB");
        run.RequireInLongForm(growth < MostGrowth, $"a receiver grew by {growth:0} MiB");
        run.RequireInLongForm(beside.P99 < MostMilliseconds, $"good deliveries' p99 went to {beside.P99:0} ms");
        run.RequireInLongForm(beside.Late == 0, $"{beside.Late} good deliveries needed more than one try");
    }

    private static async Task<Figures> BesideStrangersAsync(Run run, int orders, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var strangers = StrangersAsync(run, end.Token);
        var beside = await LoadAsync(run, orders, cancellationToken);
        await end.CancelAsync();
        await strangers;
        return beside;
    }

    // Far from what the machine can do: what is measured are the strangers, not a queue of good orders.
    private static async Task<Figures> LoadAsync(Run run, int orders, CancellationToken cancellationToken)
    {
        var stories = Enumerable.Range(0, orders).Select(_ => run.Writer.Standard()).ToList();
        await run.AddAsync(stories, cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connections = MostConnectionsAsync(run, end.Token);
        var tries = await run.LoadAsync(
            [.. stories.SelectMany(story => story.Deliveries)],
            TimeSpan.FromSeconds(orders / (run.IsLong ? OrdersPerSecond : OrdersPerSecond / 4)),
            cancellationToken
        );
        await end.CancelAsync();
        var times = tries.Select(attempts => attempts[^1].Elapsed.TotalMilliseconds).Order().ToList();
        return new Figures(
            times[times.Count * 99 / 100],
            tries.Count(attempts => attempts.Count > 1),
            await connections
        );
    }

    private static async Task<long> MostConnectionsAsync(Run run, CancellationToken end)
    {
        var most = 0L;
        while (!end.IsCancellationRequested)
        {
            most = Math.Max(
                most,
                await run.Database.CountAsync(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'rechargesync'",
                    CancellationToken.None
                )
            );
            await Task.Delay(s_look, TimeProvider.System, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return most;
    }

    private static async Task StrangersAsync(Run run, CancellationToken end)
    {
        var receivers = run.Bed.Webhooks.Select(service => service.Address).ToList();
        await Task.WhenAll(
            Enumerable
                .Range(0, Slow + Endless)
                .Select(i =>
                    ComeAgainAsync(receivers[i % receivers.Count], isSlow: i % 5 != 0, s_pause * (i % 20 / 20.0), end)
                )
        );
        run.Note($"{Slow + Endless} connections of strangers");
    }

    private static async Task ComeAgainAsync(Uri receiver, bool isSlow, TimeSpan first, CancellationToken end)
    {
        // Not all at the same moment.
        await Task.Delay(first, TimeProvider.System, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!end.IsCancellationRequested)
        {
            try
            {
                await (isSlow ? Attacker.DripAsync(receiver, end) : Attacker.EndlessAsync(receiver, end));
                await Task.Delay(s_pause, TimeProvider.System, end);
            }
            catch (OperationCanceledException)
            {
                // The good deliveries are through.
            }
        }
    }

    private sealed record Figures(double P99, int Late, long Connections);
}
