using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>One contestant's turn in one scenario.</summary>
internal sealed record SyncRun(string Contestant, SyncScenario Scenario, int Round)
{
    /// <summary>Orders of the load.</summary>
    public required int Orders { get; init; }

    /// <summary>From the first webhook sent to the last write-back.</summary>
    public required double PerSecond { get; init; }

    /// <summary>Webhook to write-back, with as many webhooks as the ingress takes.</summary>
    public required Latencies Saturated { get; init; }

    /// <summary>Webhook to write-back, at half of the rate above.</summary>
    public required Latencies Half { get; init; }

    /// <summary>Orders that had been queued while no worker ran, from the first write-back to the last.</summary>
    public required double DrainPerSecond { get; init; }

    /// <summary>Webhook to write-back, one at a time.</summary>
    public required Latencies Idle { get; init; }

    /// <summary>What the load has cost.</summary>
    public required Cost Cost { get; init; }

    /// <summary>Bytes of ingress and workers up to the end of the load, each when it used most.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>Percent of the machine that others took.</summary>
    public required double Foreigners { get; init; }
}
