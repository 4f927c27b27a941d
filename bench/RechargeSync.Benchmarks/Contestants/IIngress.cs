using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>A receiver of webhooks.</summary>
internal interface IIngress
{
    string Name { get; }

    /// <summary>Where it listens.</summary>
    Uri Ingress { get; }

    /// <summary>Whether each of its 200s has a row.</summary>
    bool IsDurable { get; }

    /// <summary>What it has used so far, its running workers included.</summary>
    Task<Cost> CostAsync(CancellationToken cancellationToken);

    /// <summary>Empties its tables and queues; only while no worker runs.</summary>
    Task ClearAsync(CancellationToken cancellationToken);

    /// <summary>Rows that it has accepted and that nobody has worked on.</summary>
    Task<long> AcceptedAsync(CancellationToken cancellationToken);
}
