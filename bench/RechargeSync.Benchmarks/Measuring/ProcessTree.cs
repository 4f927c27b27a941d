using System.Globalization;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>A process and all that it has started, as the kernel tells of them.</summary>
internal static class ProcessTree
{
    // Of the fields behind the program's name, which stands in brackets and may hold blanks.
    private const int Parent = 1;
    private const int User = 11;
    private const int KernelOfEnded = 14;

    /// <summary>Empty where the process has ended.</summary>
    public static IEnumerable<Entry> Of(int processId)
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
        return Read(processId) is { } root ? WithDescendants(root, all) : [];
    }

    private static IEnumerable<Entry> WithDescendants(Entry entry, ILookup<int, Entry> byParent) =>
        byParent[entry.Id].SelectMany(child => WithDescendants(child, byParent)).Prepend(entry);

    private static Entry? Read(int processId)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(
                processId,
                (int)Number(fields[Parent]),
                fields[User..(KernelOfEnded + 1)].Sum(Number) / ProcessTime.TicksPerSecond
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

    /// <param name="Id">Of the process.</param>
    /// <param name="Parent">Who started it.</param>
    /// <param name="Seconds">In user and kernel mode, its children that have ended included.</param>
    internal sealed record Entry(int Id, int Parent, double Seconds);
}
