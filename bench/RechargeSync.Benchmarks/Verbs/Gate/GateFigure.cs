using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Verbs.Gate;

/// <summary>Something that two builds are compared by.</summary>
/// <param name="Name">With its unit.</param>
/// <param name="Of">Taken from a turn.</param>
/// <param name="Words">What to say of a better and of a worse one.</param>
/// <param name="MoreIsBetter">Whether it is meant to grow.</param>
internal sealed record GateFigure(
    string Name,
    Func<GateRun, double> Of,
    (string Better, string Worse) Words,
    bool MoreIsBetter = false
)
{
    private static readonly (string, string) s_speed = ("faster", "slower");
    private static readonly (string, string) s_price = ("cheaper", "dearer");

    public static readonly IReadOnlyList<GateFigure> All =
    [
        new("orders/s", run => run.Sync.PerSecond, s_speed, MoreIsBetter: true),
        new("drain orders/s", run => run.Sync.DrainPerSecond, s_speed, MoreIsBetter: true),
        new("idle p50 ms", run => run.Sync.Idle.Milliseconds(0.5), s_speed),
        new(
            "CPU s per 1,000: ingress and worker",
            run => PerThousand(run, run.Sync.Cost.Ingress.CpuSeconds + run.Sync.Cost.Workers.CpuSeconds),
            s_price
        ),
        new("CPU s per 1,000: Postgres", run => PerThousand(run, run.Sync.Cost.Postgres.CpuSeconds), s_price),
        new("CPU s per 1,000: Redis", run => PerThousand(run, run.Sync.Cost.Broker.CpuSeconds), s_price),
        new("memory MB, idle", run => run.IdleBytes / 1e6, s_price),
        new("memory MB, most under load", run => run.Sync.PeakMemoryBytes / 1e6, s_price),
        new("start-up ms: Webhooks", run => run.IngressStart.TotalMilliseconds, s_speed),
        new("start-up ms: Worker", run => run.WorkerStart.TotalMilliseconds, s_speed),
    ];

    public string Say(Verdict verdict) =>
        verdict switch
        {
            Verdict.Better => Words.Better,
            Verdict.Worse => Words.Worse,
            _ => "within the spread",
        };

    private static double PerThousand(GateRun run, double seconds) => seconds / run.Sync.Orders * 1000;
}
