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
/// Two workers, many stores, and a Recharge that allows each token so much and no more: how much of that is used.
/// </summary>
internal sealed class BudgetVerb(Arguments arguments, TextWriter output) : IVerb
{
    private const int Workers = 2;
    private const int BucketSize = 40;

    /// <summary>Until every bucket is full and every store has had its turn.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(30);

    private readonly int _stores = arguments.Number("--stores", arguments.IsQuick ? 20 : 100);
    private readonly int _leak = arguments.Number("--leak", 2);
    private readonly TimeSpan _window = TimeSpan.FromSeconds(
        arguments.Number("--seconds", arguments.IsQuick ? 20 : 60)
    );

    public async Task RunAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var service = rig.AddStub();
        await service.StartAsync(cancellationToken);
        using var stub = new StubControl(service.Address);
        var stores = Enumerable
            .Range(0, _stores)
            .Select(i => new BenchStore(string.Create(CultureInfo.InvariantCulture, $"shop-{i:D4}")))
            .ToArray();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RateLimit__BucketSize"] = BucketSize.ToString(CultureInfo.InvariantCulture),
            ["RateLimit__LeakPerSecond"] = _leak.ToString(CultureInfo.InvariantCulture),
        };
        var ours = new OurSystem(rig, service.Address, settings, stores);
        await ours.StartAsync(cancellationToken);
        await output.WriteLineAsync(await Surroundings.DescribeAsync(rig, cancellationToken));
        await output.WriteLineAsync(
            $"- {Workers} workers, {_stores} stores, each with a token of its own; {BucketSize} calls and {_leak} per second for each; calls take {SyncVerb.Far.TotalMilliseconds} ms; {_window.TotalSeconds} s, after {s_settling.TotalSeconds} s in which the buckets fill"
        );

        var table = new MarkdownTable(
            "run",
            "calls in the time",
            "of what is allowed, %",
            "least of a store, %",
            "most of a store, %",
            "429s in the time",
            "429s in all",
            "CPU taken by others, %"
        );
        for (var run = 1; run <= arguments.Number("--runs", arguments.IsQuick ? 1 : 3); run++)
        {
            table.Add([
                run.ToString(CultureInfo.InvariantCulture),
                .. await MeasureAsync(ours, stub, stores, cancellationToken),
            ]);
        }

        await output.WriteLineAsync(table.ToString());
    }

    private async Task<string[]> MeasureAsync(
        OurSystem ours,
        StubControl stub,
        BenchStore[] stores,
        CancellationToken cancellationToken
    )
    {
        await ours.ClearAsync(cancellationToken);

        // More than can be written in the time, so that every store always has work.
        var perStore = BucketSize + (int)(_leak * (s_settling + _window).TotalSeconds * 1.3);
        var book = new RequestBook(first: 0, perStore * _stores, stores);
        await stub.ResetAsync(
            book.First,
            book.Count,
            SyncVerb.Far,
            new StubLimit(BucketSize, _leak),
            cancellationToken
        );
        await ours.StartWorkersAsync(Workers, null, cancellationToken);
        await Feed.SendAsync(ours.Ingress, book, cancellationToken);

        await Task.Delay(s_settling, TimeProvider.System, cancellationToken);
        var foreigners = new Foreigners();
        var started = Stopwatch.GetTimestamp();
        var before = (await stub.TokensAsync(cancellationToken)).ToDictionary(
            token => token.Token,
            StringComparer.Ordinal
        );
        await Task.Delay(_window, TimeProvider.System, cancellationToken);
        var after = await stub.TokensAsync(cancellationToken);
        var allowed = _leak * Stopwatch.GetElapsedTime(started).TotalSeconds;
        var taken = foreigners.Percent();
        await ours.StopWorkersAsync();
        await CheckAsync(stub, cancellationToken);

        var used = after.Select(token => token.Allowed - before[token.Token].Allowed).ToArray();
        var refused = after.Sum(token => token.Throttled - before[token.Token].Throttled);
        return
        [
            used.Sum().ToString("N0", CultureInfo.InvariantCulture),
            Spread.Figure(100 * used.Sum() / (allowed * _stores)),
            Spread.Figure(100 * used.Min() / allowed),
            Spread.Figure(100 * used.Max() / allowed),
            refused.ToString("N0", CultureInfo.InvariantCulture),
            after.Sum(token => token.Throttled).ToString("N0", CultureInfo.InvariantCulture),
            Spread.Figure(taken),
        ];
    }

    // The rest stays queued, but nothing may have happened twice.
    private static async Task CheckAsync(StubControl stub, CancellationToken cancellationToken)
    {
        var report = await stub.ReportAsync(cancellationToken);
        if (report.Creates != report.CreatedOnce || report.Writes != report.WrittenOnce || report.Strays != 0)
        {
            throw new InvalidOperationException($"Some order was created or written back twice: {report}");
        }
    }
}
