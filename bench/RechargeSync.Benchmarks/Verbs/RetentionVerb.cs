using System.Diagnostics;
using System.Globalization;
using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>
/// What ingest notices of it when the bodies of many orders have had their time at once: the same load before it and
/// while it goes on.
/// </summary>
internal sealed class RetentionVerb(Arguments arguments, TextWriter output) : IVerb
{
    /// <summary>How much longer than before it the p99 may be.</summary>
    private const double Most = 2;

    private const int Connections = 64;

    // A year old and done, in the order of time, as an old system has them.
    private const string Fill = """
        INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, received_at, enqueued_at, state, finished_at)
        SELECT 'default', 'order/created', 'order/' || 4000000000 + n, sha256(n::text::bytea),
            convert_to(replace('{0}', '#########', lpad(n::text, 9, '0')), 'UTF8'), at, at, 1, at
        FROM generate_series(1::bigint, {1}) AS n, LATERAL (SELECT now() - interval '400 days' + n * interval '0.01 seconds' AS at) AS a;
        INSERT INTO orders (store, order_id, customer_id, state, intent, fence, payload_inbox_id, created_at, updated_at, finished_at)
        SELECT 'default', 4000000000 + n, n, 2, 0, 4, n, at, at, at
        FROM generate_series(1::bigint, {1}) AS n, LATERAL (SELECT now() - interval '400 days' + n * interval '0.01 seconds' AS at) AS a
        """;

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);

    private readonly int _orders = arguments.Number("--orders", arguments.IsQuick ? 20_000 : 1_000_000);
    private readonly int _rate = arguments.Number("--rate", 300);
    private readonly int _before = arguments.IsQuick ? 2 : 6;
    private int _sent;

    public async Task RunAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var stub = rig.AddStub();
        await stub.StartAsync(cancellationToken);
        await output.WriteLineAsync(await Surroundings.DescribeAsync(rig, cancellationToken));
        await rig.Database.ExecuteAsync(
            Fill.Replace(
                    "{0}",
                    OrderTemplate.Text.Replace("'", "''", StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
                .Replace("{1}", _orders.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            cancellationToken
        );
        await rig.Database.TidyAsync(cancellationToken);

        var settings = new Dictionary<string, string>(RigSettings.NoLimit, StringComparer.Ordinal)
        {
            ["Retention__Bodies"] = "3650.00:00:00",

            // The second worker has to wait for the first one's lease: it is to look again soon.
            ["Retention__Interval"] = "00:00:05",
        };
        var ours = new OurSystem(rig, stub.Address, settings, BenchStore.Default);
        await ours.StartAsync(cancellationToken);
        var foreigners = new Foreigners();
        await ours.StartWorkersAsync(1, null, cancellationToken);
        await LoadAsync(ours, cancellationToken);
        var before = new List<LoadResult>();
        while (before.Count < _before)
        {
            before.Add(await LoadAsync(ours, cancellationToken));
        }

        await ours.StopWorkersAsync();
        settings.Remove("Retention__Bodies");
        await ours.StartWorkersAsync(1, null, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var meanwhile = new List<LoadResult>();
        while (await LeftAsync(rig, cancellationToken) is > 0 and var left)
        {
            if (Stopwatch.GetElapsedTime(started) > s_longest)
            {
                throw new TimeoutException($"{left} of {_orders} bodies are not erased within {s_longest}.");
            }

            meanwhile.Add(await LoadAsync(ours, cancellationToken));
        }

        var took = Stopwatch.GetElapsedTime(started);
        await ours.StopWorkersAsync();
        await ReportAsync(before, meanwhile, took, foreigners.Percent());
    }

    private static Task<long> LeftAsync(TestRig rig, CancellationToken cancellationToken) =>
        rig.Database.ScalarAsync<long>(
            "SELECT count(*) FROM inbox WHERE received_at < now() - interval '300 days' AND erased_at IS NULL",
            cancellationToken
        );

    private async Task<LoadResult> LoadAsync(OurSystem ours, CancellationToken cancellationToken)
    {
        var book = new RequestBook(_sent, (int)(_rate * s_window.TotalSeconds), [BenchStore.Default]);
        _sent += book.Count;
        return await new OpenLoop(ours.Ingress, Connections).RunAsync(book, book.Count, _rate, stop: cancellationToken);
    }

    private async Task ReportAsync(
        List<LoadResult> before,
        List<LoadResult> meanwhile,
        TimeSpan took,
        double foreigners
    )
    {
        var table = new MarkdownTable("ingest", "windows", "p50, ms", "p99, ms", "least", "most");
        Add(table, "before", before);
        Add(table, "while bodies are erased", meanwhile);
        await output.WriteLineAsync(table.ToString());
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_rate} webhooks/s in windows of {s_window.TotalSeconds:F0} s, median of the windows; {_orders:N0} bodies were erased in {took.TotalSeconds:F0} s ({_orders / took.TotalSeconds:F0}/s). CPU taken by others: {Spread.Figure(foreigners)} %."
            )
        );
        var ratio = Median(meanwhile, 0.99) / Median(before, 0.99);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"p99: {ratio:F2} times that before."));
        if (ratio >= Most)
        {
            throw new InvalidOperationException("Ingest's p99 has doubled while bodies were erased.");
        }
    }

    private static void Add(MarkdownTable table, string name, List<LoadResult> windows)
    {
        var p99 = windows.ConvertAll(window => window.Latencies.Milliseconds(0.99));
        table.Add(
            name,
            windows.Count.ToString(CultureInfo.InvariantCulture),
            Spread.Figure(Median(windows, 0.5)),
            Spread.Figure(Median(windows, 0.99)),
            Spread.Figure(p99.Min()),
            Spread.Figure(p99.Max())
        );
    }

    private static double Median(List<LoadResult> windows, double share)
    {
        var sorted = windows.Select(window => window.Latencies.Milliseconds(share)).Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
