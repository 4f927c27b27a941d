using System.Diagnostics;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>
/// How much of the machine others have taken since this was made: a figure that was measured beside them says less.
/// </summary>
internal sealed class Foreigners
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly double _before = Seconds();

    /// <summary>Percent of all cores.</summary>
    public double Percent() =>
        Math.Max(
            0,
            100 * (Seconds() - _before) / (Stopwatch.GetElapsedTime(_started).TotalSeconds * Environment.ProcessorCount)
        );

    private static double Seconds() => ProcessTime.MachineSeconds() - ProcessTime.Seconds(Environment.ProcessId);
}
