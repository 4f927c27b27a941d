using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Contestants.Peers;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Benchmarks.Stub;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>Our system beside systems of another make: the same loads, the same Postgres, in turn.</summary>
internal sealed class PeersVerb(Arguments arguments, TextWriter output) : IVerb
{
    private static readonly string[] s_names = ["bullmq", "masstransit", "wolverine"];
    private static readonly TimeSpan[] s_latencies = [TimeSpan.Zero, SyncVerb.Far];

    public async Task RunAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var service = rig.AddStub();
        await service.StartAsync(cancellationToken);
        using var stub = new StubControl(service.Address);
        var ours = new OurSystem(rig, service.Address, RigSettings.NoLimit, BenchStore.Default);
        await ours.StartAsync(cancellationToken);
        IContestant[] contestants = [ours, .. await PeersAsync(rig, service.Address, cancellationToken)];
        await output.WriteLineAsync(await Surroundings.DescribeAsync(rig, cancellationToken));
        await output.WriteLineAsync(
            "- The peers ship with 32 calls in flight; BullMQ runs two Node processes for each role; a database of its own for each, all of them in the same Postgres, where Wolverine has its queue too"
        );
        if (!arguments.Has("--no-ingest"))
        {
            await IngestAsync(contestants, cancellationToken);
        }

        if (!arguments.Has("--no-sync"))
        {
            await SyncAsync(rig, stub, contestants, cancellationToken);
        }
    }

    private async Task IngestAsync(IContestant[] contestants, CancellationToken cancellationToken)
    {
        var runner = new IngestRunner(arguments, Console.Error);
        await output.WriteLineAsync(runner.ToString());
        var runs = await runner.RunAsync(contestants, cancellationToken);
        await output.WriteLineAsync(IngestReport.Table(runs));
        await output.WriteLineAsync(IngestReport.Ratios(runs, contestants[0].Name));
    }

    private async Task SyncAsync(
        TestRig rig,
        StubControl stub,
        IContestant[] contestants,
        CancellationToken cancellationToken
    )
    {
        var sizes = arguments.IsQuick ? SyncSizes.Quick : SyncSizes.Full;
        var runner = new SyncRunner(
            rig,
            stub,
            sizes,
            new RequestBook(first: 0, sizes.Orders, [BenchStore.Default]),
            Console.Error
        );
        var workers = arguments.Number("--workers", 1);
        await output.WriteLineAsync(
            $"- {sizes}, {arguments.Runs} runs in turn; {SyncVerb.CallsInFlight} calls in flight for all where a call takes {SyncVerb.Far.TotalMilliseconds} ms"
        );
        var runs = new List<SyncRun>();
        for (var round = 0; round < arguments.Runs; round++)
        {
            foreach (var latency in s_latencies)
            {
                // Each begins once, so that none always follows the same.
                for (var i = 0; i < contestants.Length; i++)
                {
                    var scenario = new SyncScenario(
                        latency,
                        workers,
                        latency == TimeSpan.Zero ? null : SyncVerb.CallsInFlight
                    );
                    runs.Add(
                        await runner.RunAsync(
                            contestants[(round + i) % contestants.Length],
                            scenario,
                            round,
                            cancellationToken
                        )
                    );
                }
            }
        }

        await output.WriteLineAsync(SyncReport.Speed(runs));
        await output.WriteLineAsync(SyncReport.Cost(runs));
        await output.WriteLineAsync(SyncReport.Ratios(runs, contestants[0].Name));
    }

    private async Task<IReadOnlyList<PeerSystem>> PeersAsync(TestRig rig, Uri stub, CancellationToken cancellationToken)
    {
        var only = arguments.Text("--only", "");
        var peers = new List<PeerSystem>();
        foreach (var name in s_names.Where(name => only.Length == 0 || name == only))
        {
            var database = await rig.AddDatabaseAsync(name, cancellationToken);
            IPeerQueue queue = name switch
            {
                "bullmq" => new RedisQueue(await rig.AddRedisAsync("redis-" + name, cancellationToken)),
                "masstransit" => await RabbitQueue.StartAsync(rig, cancellationToken),
                _ => new PostgresQueue(database),
            };
            peers.Add(new PeerSystem(rig, name, PeerDirectory.Find(name), database, queue, stub));
        }

        foreach (var peer in peers)
        {
            await peer.StartAsync(cancellationToken);
        }

        return peers;
    }
}
