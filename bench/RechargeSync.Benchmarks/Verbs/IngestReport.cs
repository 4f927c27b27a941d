using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Reporting;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>The tables of what receivers can take.</summary>
internal static class IngestReport
{
    private static readonly (string Heading, Func<IngestRun, double> Figure)[] s_columns =
    [
        ("requests/s", run => run.Load.PerSecond),
        ("p50 ms", run => run.Load.Latencies.Milliseconds(0.5)),
        ("p99 ms", run => run.Load.Latencies.Milliseconds(0.99)),
        ("p99.9 ms", run => run.Load.Latencies.Milliseconds(0.999)),
        ("p50 ms at half load", run => run.Half.Latencies.Milliseconds(0.5)),
        ("p99 ms at half load", run => run.Half.Latencies.Milliseconds(0.99)),
        ("p99.9 ms at half load", run => run.Half.Latencies.Milliseconds(0.999)),
        ("CPU s per 1,000", run => run.Cost.Ingress.CpuSeconds / run.Load.Requests * 1000),
        ("Postgres CPU s per 1,000", run => run.Cost.Postgres.CpuSeconds / run.Load.Requests * 1000),
        ("queue CPU s per 1,000", run => run.Cost.Broker.CpuSeconds / run.Load.Requests * 1000),
        ("WAL bytes per request", run => run.Cost.Postgres.WalBytes / run.Load.Requests),
        ("allocated bytes per request", run => run.Cost.Ingress.AllocatedBytes / run.Load.Requests),
        ("CPU taken by others, %", run => run.Foreigners),
    ];

    public static string Table(IReadOnlyList<IngestRun> runs)
    {
        var table = new MarkdownTable(["contestant", .. s_columns.Select(column => column.Heading)]);
        foreach (var contestant in runs.GroupBy(run => run.Contestant, StringComparer.Ordinal))
        {
            table.Add([
                contestant.Key,
                .. s_columns.Select(column => Spread.Of(contestant.Select(column.Figure)).ToString()),
            ]);
        }

        return table.ToString();
    }

    /// <summary>One contestant against each of the others, run by run: what slows a run down slows both.</summary>
    public static string Ratios(IReadOnlyList<IngestRun> runs, string ours)
    {
        var table = new MarkdownTable(
            $"{ours} against",
            "requests/s, ratio within a run",
            "CPU per request, ratio within a run"
        );
        foreach (
            var other in runs.Select(run => run.Contestant).Distinct(StringComparer.Ordinal).Where(name => name != ours)
        )
        {
            table.Add(
                other,
                Ratio(run => run.Load.PerSecond).ToString(),
                Ratio(run => run.Cost.Ingress.CpuSeconds / run.Load.Requests).ToString()
            );

            Spread Ratio(Func<IngestRun, double> figure) =>
                Spread.Of(
                    runs.Where(run => run.Contestant == ours)
                        .Join(
                            runs.Where(run => run.Contestant == other),
                            run => run.Round,
                            run => run.Round,
                            (left, right) => figure(left) / figure(right)
                        )
                );
        }

        return table.ToString();
    }
}
