using System.Diagnostics;
using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Benchmarks.Stub;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>
/// Takes one contestant through one scenario: warm-up, load, half of that load, one at a time, drain.
/// </summary>
internal sealed class SyncRunner(TestRig rig, StubControl stub, SyncSizes sizes, RequestBook book, TextWriter progress)
{
    private const int Connections = 64;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>Statements of the last load, the costliest first.</summary>
    public string Statements { get; private set; } = "";

    public async Task<SyncRun> RunAsync(
        IContestant contestant,
        SyncScenario scenario,
        int round,
        CancellationToken cancellationToken
    )
    {
        await contestant.ClearAsync(cancellationToken);
        await contestant.StartWorkersAsync(scenario.Workers, scenario.CallsInFlight, cancellationToken);
        var at = 0;
        await SendAllAsync(contestant, Take(sizes.WarmUp / 10), scenario, connections: 1, cancellationToken);
        await SendAllAsync(
            contestant,
            Take(sizes.WarmUp - (sizes.WarmUp / 10)),
            scenario,
            Connections,
            cancellationToken
        );
        await contestant.Database.TidyAsync(cancellationToken);
        await rig.Database.ExecuteAsync("SELECT pg_stat_statements_reset()", cancellationToken);

        var foreigners = new Foreigners();
        var before = await contestant.CostAsync(cancellationToken);
        var load = await SendAllAsync(contestant, Take(sizes.Load), scenario, Connections, cancellationToken);
        await contestant.RestAsync(cancellationToken);
        var cost = await contestant.CostAsync(cancellationToken) - before;
        var taken = foreigners.Percent();
        var memory = contestant.PeakMemoryBytes;
        Statements = await StatementTable.ReadAsync(rig, sizes.Load, cancellationToken);

        var half = await SendPacedAsync(contestant, Take(sizes.Paced), scenario, load.PerSecond / 2, cancellationToken);
        var idle = await SendSinglyAsync(contestant, Take(sizes.Idle), scenario, cancellationToken);
        await contestant.RestAsync(cancellationToken);
        await contestant.StopWorkersAsync();
        var drain = await DrainAsync(contestant, Take(sizes.Drain), scenario, cancellationToken);
        await contestant.RestAsync(cancellationToken);
        await contestant.StopWorkersAsync();
        await progress.WriteLineAsync(
            $"run {round + 1}, {contestant.Name}, {scenario}: {load.PerSecond:F0} orders/s, drain {drain:F0}"
        );
        return new SyncRun(contestant.Name, scenario, round)
        {
            Orders = sizes.Load,
            PerSecond = load.PerSecond,
            Saturated = load.Latencies,
            Half = half,
            Idle = idle,
            DrainPerSecond = drain,
            Cost = cost,
            PeakMemoryBytes = memory,
            Foreigners = taken,
        };

        RequestBook Take(int count)
        {
            at += count;
            return book.Part(at - count, count);
        }
    }

    private async Task<LoadResult> SendAllAsync(
        IContestant contestant,
        RequestBook part,
        SyncScenario scenario,
        int connections,
        CancellationToken cancellationToken
    )
    {
        await stub.ResetAsync(part.First, part.Count, scenario.Latency, cancellationToken);
        var sentAt = new long[part.Count];
        await new ClosedLoop(contestant.Ingress, connections).RunAsync(
            part,
            s_longest,
            sentAt: sentAt,
            stop: cancellationToken
        );
        var writtenAt = await WrittenAsync(part, cancellationToken);
        return new LoadResult(
            part.Count,
            Stopwatch.GetElapsedTime(sentAt.Min(), writtenAt.Max()),
            Between(sentAt, writtenAt)
        );
    }

    private async Task<Latencies> SendPacedAsync(
        IContestant contestant,
        RequestBook part,
        SyncScenario scenario,
        double perSecond,
        CancellationToken cancellationToken
    )
    {
        await stub.ResetAsync(part.First, part.Count, scenario.Latency, cancellationToken);
        var sentAt = new long[part.Count];
        await new OpenLoop(contestant.Ingress, Connections).RunAsync(
            part,
            part.Count,
            perSecond,
            sentAt,
            cancellationToken
        );
        return Between(sentAt, await WrittenAsync(part, cancellationToken));
    }

    private async Task<Latencies> SendSinglyAsync(
        IContestant contestant,
        RequestBook part,
        SyncScenario scenario,
        CancellationToken cancellationToken
    )
    {
        await stub.ResetAsync(part.First, part.Count, scenario.Latency, cancellationToken);
        using var connection = new Connection(contestant.Ingress);
        var sentAt = new long[part.Count];
        for (var i = 0; i < part.Count; i++)
        {
            sentAt[i] = Stopwatch.GetTimestamp();
            connection.Exchange(part[i]);
            await stub.WrittenAsync(i + 1, s_longest, cancellationToken);
        }

        return Between(sentAt, await WrittenAsync(part, cancellationToken));
    }

    private async Task<double> DrainAsync(
        IContestant contestant,
        RequestBook part,
        SyncScenario scenario,
        CancellationToken cancellationToken
    )
    {
        await stub.ResetAsync(part.First, part.Count, scenario.Latency, cancellationToken);
        await new ClosedLoop(contestant.Ingress, Connections).RunAsync(part, s_longest, stop: cancellationToken);
        await contestant.StartWorkersAsync(scenario.Workers, scenario.CallsInFlight, cancellationToken);
        var writtenAt = await WrittenAsync(part, cancellationToken);
        return part.Count / Stopwatch.GetElapsedTime(writtenAt.Min(), writtenAt.Max()).TotalSeconds;
    }

    // An order that was created or written twice makes the figure worthless.
    private async Task<long[]> WrittenAsync(RequestBook part, CancellationToken cancellationToken)
    {
        await stub.WrittenAsync(part.Count, s_longest, cancellationToken);
        var report = await stub.ReportAsync(cancellationToken);
        return report.IsClean
            ? await stub.WrittenAtAsync(cancellationToken)
            : throw new InvalidOperationException($"Not every order was created once and written back once: {report}");
    }

    private static Latencies Between(long[] sentAt, long[] writtenAt) =>
        new(sentAt.Zip(writtenAt, (sent, written) => written - sent));
}
