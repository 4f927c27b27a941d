using System.Globalization;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>CPU time as the kernel counts it, in steps of ten milliseconds.</summary>
internal static class ProcessTime
{
    private const double TicksPerSecond = 100;

    // Of the fields behind the program's name, which stands in brackets and may hold blanks.
    private const int Parent = 1;
    private const int User = 11;
    private const int KernelOfEnded = 14;

    /// <summary>
    /// Seconds in user and kernel mode of a process and of all that it has started, those that have ended among them.
    /// </summary>
    public static double Seconds(int processId)
    {
        var all = Directory
            .EnumerateDirectories("/proc")
            .Select(directory =>
                int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? Read(id)
                    : null
            )
            .OfType<Entry>()
            .ToLookup(entry => entry.Parent);
        return Read(processId) is { } root ? Sum(root, all) : 0;
    }

    /// <summary>Seconds of all cores that this machine has spent on anything, or that its host has withheld.</summary>
    public static double MachineSeconds()
    {
        // user nice system idle iowait irq softirq steal
        var fields = File.ReadLines("/proc/stat")
            .First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(Number)
            .ToArray();
        return (fields.Sum() - fields[3] - fields[4]) / TicksPerSecond;
    }

    private static double Sum(Entry entry, ILookup<int, Entry> byParent) =>
        entry.Seconds + byParent[entry.Id].Sum(child => Sum(child, byParent));

    private static Entry? Read(int processId)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(
                processId,
                (int)Number(fields[Parent]),
                fields[User..(KernelOfEnded + 1)].Sum(Number) / TicksPerSecond
            );
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static long Number(string field) =>
        long.Parse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private sealed record Entry(int Id, int Parent, double Seconds);
}
