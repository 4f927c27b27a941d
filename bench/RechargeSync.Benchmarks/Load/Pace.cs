using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RechargeSync.Benchmarks.Load;

/// <summary>Sleeps to within some ten microseconds; the runtime's own timers tick in milliseconds.</summary>
internal static partial class Pace
{
    /// <summary>Returns at the given time of <see cref="Stopwatch"/>, at once where it has passed.</summary>
    public static void WaitUntil(long timestamp)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp);
        if (left > TimeSpan.Zero)
        {
            var request = new TimeSpec((long)left.TotalSeconds, left.Ticks % TimeSpan.TicksPerSecond * 100);
            _ = Sleep(in request, IntPtr.Zero);
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(in TimeSpec request, IntPtr remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
