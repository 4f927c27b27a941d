using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Contestants.Peers;

/// <summary>The queue between a peer's ingress and its workers.</summary>
internal interface IPeerQueue
{
    /// <summary>How the peer finds it: a variable and its value; null where it is in the peer's database.</summary>
    KeyValuePair<string, string>? Address { get; }

    Task<BrokerCounters> ReadAsync();

    /// <summary>Empties it.</summary>
    Task PurgeAsync(CancellationToken cancellationToken);
}
