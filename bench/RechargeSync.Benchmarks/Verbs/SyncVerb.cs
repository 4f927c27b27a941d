using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Benchmarks.Stub;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>Webhook to write-back, against a platform and a Recharge that answer at once or after 20 ms.</summary>
internal sealed class SyncVerb(Arguments arguments, TextWriter output) : IVerb
{
    /// <summary>Calls in flight where each takes its time; as many for every contestant.</summary>
    public const int CallsInFlight = 256;

    public static readonly TimeSpan Far = TimeSpan.FromMilliseconds(20);

    public async Task RunAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var service = rig.AddStub();
        await service.StartAsync(cancellationToken);
        using var stub = new StubControl(service.Address);
        if (arguments.Has("--export"))
        {
            rig.Collector = service.Address;
        }

        var ours = new OurSystem(rig, service.Address, RigSettings.NoLimit, BenchStore.Default);
        await ours.StartAsync(cancellationToken);

        var sizes = arguments.IsQuick ? SyncSizes.Quick : SyncSizes.Full;
        var runner = new SyncRunner(
            rig,
            stub,
            sizes,
            new RequestBook(first: 0, sizes.Orders, [BenchStore.Default]),
            Console.Error
        );
        await output.WriteLineAsync(await Surroundings.DescribeAsync(rig, cancellationToken));
        await output.WriteLineAsync(
            $"- {sizes}, {arguments.Runs} runs, in turn; workers start anew for each; call budget raised out of the way; {CallsInFlight} calls in flight where a call takes {Far.TotalMilliseconds} ms"
        );
        var runs = new List<SyncRun>();
        for (var round = 0; round < arguments.Runs; round++)
        {
            foreach (var scenario in Scenarios())
            {
                runs.Add(await runner.RunAsync(ours, scenario, round, cancellationToken));
            }
        }

        await output.WriteLineAsync(SyncReport.Speed(runs));
        await output.WriteLineAsync(SyncReport.Cost(runs));
        if (arguments.Has("--statements"))
        {
            await output.WriteLineAsync(runner.Statements);
        }
    }

    private IEnumerable<SyncScenario> Scenarios() =>
        from latency in new[] { TimeSpan.Zero, Far }
        from workers in new[] { 1, 2 }
        where
            arguments.Number("--workers", workers) == workers
            && arguments.Number("--latency", (int)latency.TotalMilliseconds) == latency.TotalMilliseconds
        select new SyncScenario(latency, workers, latency == TimeSpan.Zero ? null : CallsInFlight);
}
