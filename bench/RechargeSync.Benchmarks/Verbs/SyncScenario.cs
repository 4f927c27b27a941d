namespace RechargeSync.Benchmarks.Verbs;

/// <summary>One way of running the system.</summary>
/// <param name="Latency">Of each call to the outside.</param>
/// <param name="Workers">Processes.</param>
/// <param name="CallsInFlight">Calls at once by each worker; null for as many as it ships with.</param>
internal sealed record SyncScenario(TimeSpan Latency, int Workers, int? CallsInFlight)
{
    public override string ToString() => $"{Latency.TotalMilliseconds} ms, {Workers} worker{(Workers == 1 ? "" : "s")}";
}
