using System.Diagnostics;
using System.Globalization;
using System.Text;
using RechargeSync.Benchmarks.Looks;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>
/// Every page of the Console, and every list behind them, over a million orders: how long the server takes.
/// </summary>
internal sealed class ConsoleVerb(Arguments arguments, TextWriter output) : IVerb
{
    /// <summary>What no page may take longer than, in milliseconds.</summary>
    private const double Most = 200;

    private const int WarmUps = 3;

    private readonly int _orders = arguments.Number("--rows", arguments.IsQuick ? 20_000 : 1_000_000);
    private readonly int _times = arguments.Number("--runs", 20);

    public async Task RunAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var stub = rig.AddStub();
        await stub.StartAsync(cancellationToken);
        await output.WriteLineAsync(await Surroundings.DescribeAsync(rig, cancellationToken));
        var filling = Stopwatch.GetTimestamp();
        await new ConsoleRows(rig, _orders).FillAsync(cancellationToken);
        await output.WriteLineAsync(await DescribeAsync(rig, Stopwatch.GetElapsedTime(filling), cancellationToken));

        var console = rig.AddConsole(stub.Address, ConsoleRows.Large, ConsoleRows.Small);
        await console.StartAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = console.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", RigSettings.ConsoleKey);
        var looks = await FindAsync(rig, cancellationToken);

        var foreigners = new Foreigners();
        var table = new MarkdownTable("looked at", "KB", "first, ms", "median, ms", "p90, ms", "longest, ms");
        var slow = new List<string>();
        foreach (var look in looks.All)
        {
            var (first, bytes, times) = await MeasureAsync(client, look, cancellationToken);
            table.Add(
                look.Name,
                Spread.Figure(bytes / 1024.0),
                Spread.Figure(first),
                Spread.Figure(times.Milliseconds(0.5)),
                Spread.Figure(times.Milliseconds(0.9)),
                Spread.Figure(times.Milliseconds(1))
            );
            if (times.Milliseconds(1) > Most)
            {
                slow.Add($"{look.Name} ({look.Path})");
            }
        }

        await output.WriteLineAsync(table.ToString());
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_times} looks at each after {WarmUps} to warm up, one at a time; CPU taken by others: {Spread.Figure(foreigners.Percent())} %."
            )
        );
        if (slow.Count > 0)
        {
            throw new InvalidOperationException($"Longer than {Most} ms: {string.Join(", ", slow)}");
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"None took longer than {Most} ms."));
    }

    private async Task<ConsoleLooks> FindAsync(TestRig rig, CancellationToken cancellationToken) =>
        new(
            _orders,
            await rig.Database.ScalarAsync<long>(
                "SELECT order_id FROM orders WHERE store = 'default' AND state = 2 AND is_prepaid ORDER BY order_id OFFSET 2000 LIMIT 1",
                cancellationToken
            ),
            await rig.Database.ScalarAsync<long>(
                "SELECT min(order_id) FROM orders WHERE store = 'default' AND state = 4",
                cancellationToken
            ),
            await rig.Database.ScalarAsync<long>("SELECT max(run_id) FROM reconciliation_findings", cancellationToken)
        );

    private async Task<(double First, long Bytes, Latencies Times)> MeasureAsync(
        HttpClient client,
        Look look,
        CancellationToken cancellationToken
    )
    {
        var (first, bytes) = await AskAsync(client, look, cancellationToken);
        for (var i = 1; i < WarmUps; i++)
        {
            await AskAsync(client, look, cancellationToken);
        }

        var times = new List<long>(_times);
        for (var i = 0; i < _times; i++)
        {
            times.Add((await AskAsync(client, look, cancellationToken)).Ticks);
        }

        return (Stopwatch.GetElapsedTime(0, first).TotalMilliseconds, bytes, new Latencies(times));
    }

    private static async Task<(long Ticks, long Bytes)> AskAsync(
        HttpClient client,
        Look look,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(look.Body is null ? HttpMethod.Get : HttpMethod.Post, look.Path);
        if (look.Body is not null)
        {
            request.Content = new StringContent(look.Body, Encoding.UTF8, "application/json");
        }

        var started = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

        // A tail of events has no end.
        var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var body = isStream ? [] : await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var ticks = Stopwatch.GetTimestamp() - started;
        return answer.IsSuccessStatusCode
            ? (ticks, body.Length)
            : throw new InvalidOperationException(
                $"{look.Name} ({look.Path}) was answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(body)}"
            );
    }

    private static async Task<string> DescribeAsync(TestRig rig, TimeSpan filled, CancellationToken cancellationToken)
    {
        var counts = new List<string>();
        foreach (var table in new[] { "orders", "inbox", "failed_attempts", "audit_log", "carts" })
        {
            var rows = await rig.Database.ScalarAsync<long>($"SELECT count(*) FROM {table}", cancellationToken);
            counts.Add(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {table}"));
        }

        var states = await rig.Database.ScalarAsync<string>(
            "SELECT string_agg(state || ' ' || n, ', ' ORDER BY state) FROM (SELECT (ARRAY['waiting', 'active', 'done', 'ignored', 'dead'])[state + 1] AS state, count(*) AS n FROM orders GROUP BY 1) AS s",
            cancellationToken
        );
        var size = await rig.Database.ScalarAsync<string>(
            "SELECT pg_size_pretty(pg_database_size('syncdb'))",
            cancellationToken
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"- {string.Join(", ", counts)} ({states}), {size}, filled in {filled.TotalSeconds:F0} s"
        );
    }
}
