namespace RechargeSync.Benchmarks.Verbs.Gate;

/// <summary>One build's turn.</summary>
/// <param name="Sync">What the load came to.</param>
/// <param name="IngressStart">From the start of the process until it is ready for traffic.</param>
/// <param name="WorkerStart">Likewise.</param>
/// <param name="IdleBytes">Memory of both, some seconds after they were started.</param>
internal sealed record GateRun(SyncRun Sync, TimeSpan IngressStart, TimeSpan WorkerStart, long IdleBytes);
