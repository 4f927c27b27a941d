using System.Globalization;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>CPU time as the kernel counts it, in steps of ten milliseconds.</summary>
internal static class ProcessTime
{
    public const double TicksPerSecond = 100;

    /// <summary>
    /// Seconds in user and kernel mode of a process and of all that it has started, those that have ended among them.
    /// </summary>
    public static double Seconds(int processId) => ProcessTree.Of(processId).Sum(process => process.Seconds);

    /// <summary>Seconds of all cores that this machine has spent on anything, or that its host has withheld.</summary>
    public static double MachineSeconds()
    {
        // user nice system idle iowait irq softirq steal
        var fields = File.ReadLines("/proc/stat")
            .First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture))
            .ToArray();
        return (fields.Sum() - fields[3] - fields[4]) / TicksPerSecond;
    }
}
