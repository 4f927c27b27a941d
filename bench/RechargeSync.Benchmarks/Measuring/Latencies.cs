using System.Diagnostics;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>All times of a run, none left out.</summary>
internal sealed class Latencies
{
    private readonly long[] _sorted;

    /// <param name="ticks">In ticks of <see cref="Stopwatch"/>.</param>
    public Latencies(IEnumerable<long> ticks)
    {
        _sorted = [.. ticks];
        Array.Sort(_sorted);
    }

    public int Count => _sorted.Length;

    /// <summary>The time within which this share of all lies, in milliseconds.</summary>
    public double Milliseconds(double share) =>
        _sorted.Length == 0
            ? double.NaN
            : Stopwatch
                .GetElapsedTime(
                    0,
                    _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)]
                )
                .TotalMilliseconds;
}
