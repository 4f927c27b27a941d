using System.Globalization;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>Memory of a process and of all that it has started, as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes in use now.</summary>
    public static long Resident(int processId) => Sum(processId, "VmRSS:");

    /// <summary>Bytes in use when each used most.</summary>
    public static long Peak(int processId) => Sum(processId, "VmHWM:");

    private static long Sum(int processId, string field) =>
        ProcessTree.Of(processId).Sum(process => Read(process.Id, field));

    private static long Read(int processId, string field)
    {
        try
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status");
            return File.ReadLines(path)
                .Where(line => line.StartsWith(field, StringComparison.Ordinal))
                .Select(line => long.Parse(line.AsSpan(field.Length)[..^2], CultureInfo.InvariantCulture) * 1024)
                .FirstOrDefault();
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return 0;
        }
    }
}
