using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>A whole system between webhook and write-back.</summary>
internal interface IContestant : IIngress
{
    Database Database { get; }

    /// <summary>Memory of its ingress and its running workers, each when it used most.</summary>
    long PeakMemoryBytes { get; }

    /// <summary>Starts workers.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="callsInFlight">Calls at once by each; null for as many as it ships with.</param>
    /// <param name="cancellationToken">Ends the wait for them.</param>
    Task StartWorkersAsync(int workers, int? callsInFlight, CancellationToken cancellationToken);

    Task StopWorkersAsync();

    /// <summary>Waits until it has saved whatever it has done.</summary>
    Task RestAsync(CancellationToken cancellationToken);
}
