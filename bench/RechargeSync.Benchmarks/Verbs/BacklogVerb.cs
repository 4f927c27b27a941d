using System.Diagnostics;
using System.Globalization;
using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Benchmarks.Stub;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>
/// A long queue: whether memory stays where it is, whether the last orders go as fast as the first, and by which plans.
/// </summary>
internal sealed class BacklogVerb(Arguments arguments, TextWriter output) : IVerb
{
    private const int LightConnections = 8;
    private const int LightPerSecond = 50;

    // A book of a million requests would take three gigabytes.
    private const int PartSize = 50_000;

    private const string Sizes = """
        SELECT relname, CASE relkind WHEN 'r' THEN pg_table_size(oid) ELSE pg_relation_size(oid) END
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
            AND (relname ~ '^(inbox|orders)' OR relname IN ('PK_inbox', 'PK_orders')) ORDER BY relkind DESC, 2 DESC
        """;

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_plans = TimeSpan.FromSeconds(12);

    private readonly int _rows = arguments.Number("--rows", arguments.IsQuick ? 20_000 : 1_000_000);
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(arguments.IsQuick ? 1 : 5);

    public async Task RunAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var service = rig.AddStub();
        await service.StartAsync(cancellationToken);
        using var stub = new StubControl(service.Address);
        var ours = new OurSystem(rig, service.Address, RigSettings.NoLimit, BenchStore.Default);
        await ours.StartAsync(cancellationToken);
        await output.WriteLineAsync(await Surroundings.DescribeAsync(rig, cancellationToken));

        await FillAsync(ours, cancellationToken);
        await rig.Database.TidyAsync(cancellationToken);

        var light = new RequestBook(_rows, LightPerSecond * 60 * (arguments.IsQuick ? 5 : 30), [BenchStore.Default]);
        await stub.ResetAsync(first: 0, _rows + light.Count, TimeSpan.Zero, cancellationToken);
        var (early, late) = (new PlanLog(rig), new PlanLog(rig));
        await ours.StartWorkersAsync(1, null, cancellationToken);
        using var enough = new CancellationTokenSource();
        var lightLoad = new OpenLoop(ours.Ingress, LightConnections).RunAsync(
            light,
            light.Count,
            LightPerSecond,
            stop: enough.Token
        );

        // Warm-up and plans in one; the drain is measured from here on.
        await early.WatchAsync(s_plans, cancellationToken);
        var from = Stopwatch.GetTimestamp();
        var samples = await DrainAsync(rig, ours, stub, cancellationToken);
        await late.WatchAsync(s_plans, cancellationToken);
        await enough.CancelAsync();
        var acknowledged = await lightLoad;
        await FinishAsync(stub, _rows + acknowledged.Requests, cancellationToken);

        await ReportDrainAsync((await stub.WrittenAtAsync(cancellationToken))[.._rows], from, samples, acknowledged);
        await ReportStorageAsync(rig, cancellationToken);
        await output.WriteLineAsync($"Plans while the queue was long:\n{early.Read()}");
        await output.WriteLineAsync($"Plans when it was gone:\n{late.Read()}");
        await ours.StopWorkersAsync();
    }

    // Through the ingress, so that rows and entries are just what the product makes.
    private async Task FillAsync(OurSystem ours, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var at = 0; at < _rows; at += PartSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Feed.SendAsync(
                ours.Ingress,
                new RequestBook(at, Math.Min(PartSize, _rows - at), [BenchStore.Default]),
                cancellationToken
            );
        }

        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"- {_rows:N0} orders, sent through the ingress in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s while no worker ran; each has its row and its stream entry"
            )
        );
    }

    private async Task<List<BacklogSample>> DrainAsync(
        TestRig rig,
        OurSystem ours,
        StubControl stub,
        CancellationToken cancellationToken
    )
    {
        var samples = new List<BacklogSample>();
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(_interval, TimeProvider.System);
        var written = 0;
        while (written < _rows && await timer.WaitForNextTickAsync(cancellationToken))
        {
            written = (await stub.ReportAsync(cancellationToken)).Writes;
            samples.Add(
                new BacklogSample(
                    Stopwatch.GetElapsedTime(started),
                    written,
                    ours.Workers[0].Service.MemoryBytes,
                    long.Parse(
                        await RedisInfo.ReadAsync(rig.Redis, "memory", "used_memory"),
                        CultureInfo.InvariantCulture
                    )
                )
            );
            if (Stopwatch.GetElapsedTime(started) > s_longest)
            {
                throw new TimeoutException($"Only {written} of {_rows} orders were written back within {s_longest}.");
            }
        }

        return samples;
    }

    private static async Task FinishAsync(StubControl stub, int orders, CancellationToken cancellationToken)
    {
        await stub.WrittenAsync(orders, TimeSpan.FromMinutes(2), cancellationToken);
        var report = await stub.ReportAsync(cancellationToken);
        if (!report.IsCleanFor(orders))
        {
            throw new InvalidOperationException(
                $"Not each of {orders} orders was created once and written back once: {report}"
            );
        }
    }

    private async Task ReportDrainAsync(
        long[] writtenAt,
        long from,
        List<BacklogSample> samples,
        LoadResult acknowledged
    )
    {
        var times = writtenAt.Where(time => time > from).Order().ToArray();
        var tenth = times.Length / 10;
        var speed = new MarkdownTable("drained", "orders", "orders/s");
        speed.Add(
            "first tenth",
            $"{tenth:N0}",
            Spread.Figure(tenth / Stopwatch.GetElapsedTime(from, times[tenth - 1]).TotalSeconds)
        );
        speed.Add(
            "last tenth",
            $"{tenth:N0}",
            Spread.Figure(tenth / Stopwatch.GetElapsedTime(times[^(tenth + 1)], times[^1]).TotalSeconds)
        );
        speed.Add(
            "all",
            $"{times.Length:N0}",
            Spread.Figure(times.Length / Stopwatch.GetElapsedTime(from, times[^1]).TotalSeconds)
        );
        await output.WriteLineAsync(speed.ToString());

        var memory = new MarkdownTable("after s", "written back", "worker's memory MB", "Redis's memory MB");
        var every = Math.Max(1, samples.Count / 20);
        foreach (var sample in samples.Where((sample, i) => i % every == 0 || i == samples.Count - 1))
        {
            memory.Add(
                Spread.Figure(sample.Elapsed.TotalSeconds),
                sample.WrittenBack.ToString("N0", CultureInfo.InvariantCulture),
                Spread.Figure(sample.WorkerBytes / 1e6),
                Spread.Figure(sample.RedisBytes / 1e6)
            );
        }

        await output.WriteLineAsync(memory.ToString());
        await output.WriteLineAsync(
            $"Meanwhile, at {LightPerSecond} webhooks/s: acknowledged within {Spread.Figure(acknowledged.Latencies.Milliseconds(0.5))} ms (p50), {Spread.Figure(acknowledged.Latencies.Milliseconds(0.99))} ms (p99)."
        );
    }

    private async Task ReportStorageAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var sizes = new MarkdownTable("table or index", "bytes per order");
        await foreach (var reader in rig.Database.QueryAsync(Sizes, cancellationToken))
        {
            sizes.Add($"`{reader.GetString(0)}`", Spread.Figure((double)reader.GetInt64(1) / _rows));
        }

        await output.WriteLineAsync(sizes.ToString());
    }
}
