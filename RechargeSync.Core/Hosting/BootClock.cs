using System.Runtime.InteropServices;

namespace RechargeSync.Core.Hosting;

/// <summary>
/// The system's clock with timestamps that go on while the machine is suspended. Linux's monotonic clock, which .NET
/// takes, stands still then, while leases in the database run out.
/// </summary>
internal sealed partial class BootClock : TimeProvider
{
    // CLOCK_BOOTTIME of linux/time.h.
    private const int BootTime = 7;

    private static readonly BootClock s_instance = new();

    private BootClock() { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The boot clock in place of the system's, where there is one; any other clock as it is.</summary>
    public static TimeProvider Over(TimeProvider clock) =>
        ReferenceEquals(clock, System) && OperatingSystem.IsLinux() && TryRead(out _) ? s_instance : clock;

    public override long GetTimestamp() =>
        TryRead(out var ticks) ? ticks : throw new InvalidOperationException("The system's boot clock has gone.");

    private static bool TryRead(out long ticks)
    {
        var read = GetTime(BootTime, out var time) == 0;
        ticks = (time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick);
        return read;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Timespec time);

    // As 64-bit systems have it.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
