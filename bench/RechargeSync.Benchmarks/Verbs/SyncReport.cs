using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Reporting;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>The tables of what was measured between webhook and write-back.</summary>
internal static class SyncReport
{
    public static string Speed(IReadOnlyList<SyncRun> runs) =>
        Table(
            runs,
            ("orders/s", run => run.PerSecond),
            ("p50 ms at full load", run => run.Saturated.Milliseconds(0.5)),
            ("p99 ms at full load", run => run.Saturated.Milliseconds(0.99)),
            ("p50 ms at half load", run => run.Half.Milliseconds(0.5)),
            ("p99 ms at half load", run => run.Half.Milliseconds(0.99)),
            ("p50 ms idle", run => run.Idle.Milliseconds(0.5)),
            ("p99 ms idle", run => run.Idle.Milliseconds(0.99)),
            ("drain orders/s", run => run.DrainPerSecond),
            ("CPU taken by others, %", run => run.Foreigners)
        );

    public static string Cost(IReadOnlyList<SyncRun> runs) =>
        Table(
            runs,
            ("CPU s per 1,000: ingress", run => run.Cost.Ingress.CpuSeconds / run.Orders * 1000),
            ("workers", run => run.Cost.Workers.CpuSeconds / run.Orders * 1000),
            ("Postgres", run => run.Cost.Postgres.CpuSeconds / run.Orders * 1000),
            ("queue", run => run.Cost.Broker.CpuSeconds / run.Orders * 1000),
            ("allocated bytes per order: workers", run => run.Cost.Workers.AllocatedBytes / run.Orders),
            ("most memory MB: ingress and workers", run => run.PeakMemoryBytes / 1e6),
            ("statements per order", run => run.Cost.Postgres.Statements / run.Orders),
            ("write transactions per order", run => run.Cost.Postgres.Transactions / run.Orders),
            ("WAL bytes per order", run => run.Cost.Postgres.WalBytes / run.Orders),
            ("Redis commands per order", run => run.Cost.Broker.Commands / run.Orders)
        );

    /// <summary>One contestant against each of the others, run by run: what slows a run down slows both.</summary>
    public static string Ratios(IReadOnlyList<SyncRun> runs, string ours)
    {
        var table = new MarkdownTable(
            $"{ours} against",
            "scenario",
            "orders/s, ratio within a run",
            "drain, ratio within a run",
            "idle p50, ratio within a run",
            "CPU of ingress and workers, ratio within a run",
            "CPU with Postgres and queue, ratio within a run"
        );
        foreach (var group in runs.Where(run => run.Contestant != ours).GroupBy(run => (run.Contestant, run.Scenario)))
        {
            table.Add(
                group.Key.Contestant,
                group.Key.Scenario.ToString(),
                Ratio(run => run.PerSecond),
                Ratio(run => run.DrainPerSecond),
                Ratio(run => run.Idle.Milliseconds(0.5)),
                Ratio(run => run.Cost.Ingress.CpuSeconds + run.Cost.Workers.CpuSeconds),
                Ratio(run =>
                    run.Cost.Ingress.CpuSeconds
                    + run.Cost.Workers.CpuSeconds
                    + run.Cost.Postgres.CpuSeconds
                    + run.Cost.Broker.CpuSeconds
                )
            );

            string Ratio(Func<SyncRun, double> figure) =>
                Spread
                    .Of(
                        runs.Where(run => run.Contestant == ours && run.Scenario == group.Key.Scenario)
                            .Join(
                                group,
                                run => run.Round,
                                run => run.Round,
                                (left, right) => figure(left) / figure(right)
                            )
                    )
                    .ToString();
        }

        return table.ToString();
    }

    private static string Table(
        IReadOnlyList<SyncRun> runs,
        params IReadOnlyList<(string Heading, Func<SyncRun, double> Figure)> columns
    )
    {
        var table = new MarkdownTable(["contestant", "scenario", .. columns.Select(column => column.Heading)]);
        foreach (var group in runs.GroupBy(run => (run.Scenario, run.Contestant)))
        {
            table.Add([
                group.Key.Contestant,
                group.Key.Scenario.ToString(),
                .. columns.Select(column => Spread.Of(group.Select(column.Figure)).ToString()),
            ]);
        }

        return table.ToString();
    }
}
