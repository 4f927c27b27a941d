using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Load;

/// <summary>What a load came to; each request was answered 200.</summary>
internal sealed record LoadResult(int Requests, TimeSpan Elapsed, Latencies Latencies)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;
}
