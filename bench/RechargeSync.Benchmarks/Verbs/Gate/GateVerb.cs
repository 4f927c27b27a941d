using System.Globalization;
using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Benchmarks.Stub;

namespace RechargeSync.Benchmarks.Verbs.Gate;

/// <summary>Two builds of our programs in turn, on a short load: which figures have changed.</summary>
internal sealed class GateVerb(GateOptions options, TextWriter output) : IVerb
{
    private const int StartsPerTurn = 3;

    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(3);
    private static readonly SyncScenario s_scenario = new(TimeSpan.Zero, Workers: 1, CallsInFlight: null);

    private readonly SyncSizes _sizes = new(
        WarmUp: options.Orders,
        Load: options.Orders,
        Paced: options.Orders / 10,
        Drain: options.Orders,
        Idle: 100
    );

    public async Task RunAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var service = rig.AddStub();
        await service.StartAsync(cancellationToken);
        using var stub = new StubControl(service.Address);
        var before = await AddAsync("before", options.Before);
        var after = await AddAsync("after", options.After);
        await output.WriteLineAsync(await Surroundings.DescribeAsync(rig, cancellationToken));
        await output.WriteLineAsync(
            $"- Before: {options.Before}\n- After: {options.After}\n- {_sizes}, {options.Runs} pairs of turns, calls at once, one worker; each start-up is the middle of {StartsPerTurn}"
        );

        var runner = new SyncRunner(
            rig,
            stub,
            _sizes,
            new RequestBook(first: 0, _sizes.Orders, [BenchStore.Default]),
            Console.Error
        );
        var (befores, afters) = (new List<GateRun>(), new List<GateRun>());
        for (var round = 0; round < options.Runs; round++)
        {
            // A, B, B, A: what changes with time falls on both.
            (OurSystem, List<GateRun>)[] turns = [(before, befores), (after, afters)];
            foreach (var (system, runs) in round % 2 == 0 ? turns : turns.Reverse())
            {
                runs.Add(await TurnAsync(runner, system, round, cancellationToken));
            }
        }

        await output.WriteLineAsync(Table(befores, afters));
        await output.WriteLineAsync(
            $"CPU taken by others, %: {Spread.Of(befores.Concat(afters).Select(run => run.Sync.Foreigners))}"
        );

        async Task<OurSystem> AddAsync(string name, string build)
        {
            var deployment = await rig.AddDeploymentAsync(name, build, cancellationToken);
            var system = new OurSystem(rig, service.Address, RigSettings.NoLimit, deployment, BenchStore.Default);

            // Once unmeasured, so that both are in the page cache.
            await system.StartAsync(cancellationToken);
            await system.StartWorkersAsync(1, null, cancellationToken);
            await StopAsync(system);
            return system;
        }
    }

    private static async Task<GateRun> TurnAsync(
        SyncRunner runner,
        OurSystem system,
        int round,
        CancellationToken cancellationToken
    )
    {
        await system.ClearAsync(cancellationToken);
        var ingress = await StartAsync(system.Webhooks, cancellationToken);
        var worker = await StartAsync(system.AddWorker(callsInFlight: null), cancellationToken);
        await Task.Delay(s_rest, TimeProvider.System, cancellationToken);
        var idle = system.MemoryBytes;
        await system.StopWorkersAsync();

        var sync = await runner.RunAsync(system, s_scenario, round, cancellationToken);
        await StopAsync(system);
        return new GateRun(sync, ingress, worker, idle);
    }

    private static async Task<TimeSpan> StartAsync(MeasuredService service, CancellationToken cancellationToken)
    {
        var starts = new List<double>();
        for (var i = 0; i < StartsPerTurn; i++)
        {
            starts.Add((await service.StartTimedAsync(cancellationToken)).TotalMilliseconds);
        }

        return TimeSpan.FromMilliseconds(Spread.Of(starts).Median);
    }

    private static async Task StopAsync(OurSystem system)
    {
        await system.StopWorkersAsync();
        await system.Webhooks.StopAsync();
    }

    private static string Table(List<GateRun> befores, List<GateRun> afters)
    {
        var table = new MarkdownTable(
            "figure",
            "before",
            "after",
            "after to before, pair by pair",
            "n",
            "by chance, %",
            "verdict"
        );
        foreach (var figure in GateFigure.All)
        {
            var (before, after) = (befores.Select(figure.Of).ToList(), afters.Select(figure.Of).ToList());
            var comparison = Comparison.Of(before, after, figure.MoreIsBetter);
            table.Add(
                figure.Name,
                Spread.Of(before).ToString(),
                Spread.Of(after).ToString(),
                comparison.Ratio.ToString(),
                comparison.Pairs.ToString(CultureInfo.InvariantCulture),
                Spread.Figure(100 * comparison.Chance),
                figure.Say(comparison.Verdict)
            );
        }

        return table.ToString();
    }
}
