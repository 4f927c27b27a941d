using System.Globalization;

namespace RechargeSync.Testing.Processes;

/// <summary>
/// The wall clock of one program, which can be set forward and back while it runs (libfaketime). Time that has passed
/// is measured truly.
/// </summary>
internal sealed class MovedClock
{
    private static readonly string[] s_directories = ["/usr/lib", "/usr/local/lib", "/usr/lib64"];
    private readonly string _file;

    private MovedClock(string file, string library)
    {
        _file = file;
        Set(TimeSpan.Zero);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME_TIMESTAMP_FILE"] = file,
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",

            // Else libfaketime 0.9.10 bends timed waits for that, and StackExchange.Redis 3 does not come out of its
            // own.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            ["NO_FAKE_STAT"] = "1",
        };
    }

    /// <summary>What the program needs to see this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <param name="file">Where the clock's offset is kept; the program has to be able to read it.</param>
    /// <param name="hasThreads">
    /// False for a program of one thread, such as a process of Postgres: the library for threads takes a lock, and a
    /// signal's handler that asks for the time while the lock is held waits for ever.
    /// </param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <exception cref="FileNotFoundException">
    /// libfaketime is not there, and cannot be installed without asking.
    /// </exception>
    public static async Task<MovedClock> CreateAsync(string file, bool hasThreads, CancellationToken cancellationToken)
    {
        var library = await Installer.EnsureAsync(
            () => Library(hasThreads),
            "libfaketime",
            "libfaketime was not found: install it (Debian, Ubuntu: sudo apt-get install libfaketime).",
            cancellationToken
        );
        return new MovedClock(file, library);
    }

    /// <summary>Sets the clock; programs see it within about a second.</summary>
    /// <param name="offset">Ahead of the true time, or behind it.</param>
    public void Set(TimeSpan offset)
    {
        // Replaced in one piece: a program may be reading it.
        File.WriteAllText(
            _file + ".new",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.TotalSeconds):0}\n"
            )
        );
        File.Move(_file + ".new", _file, overwrite: true);
    }

    private static string? Library(bool hasThreads) =>
        s_directories
            .Where(Directory.Exists)
            .SelectMany(directory =>
                Directory.EnumerateFiles(
                    directory,
                    hasThreads ? "libfaketimeMT.so.1" : "libfaketime.so.1",
                    new EnumerationOptions
                    {
                        RecurseSubdirectories = true,
                        MaxRecursionDepth = 3,
                        IgnoreInaccessible = true,
                    }
                )
            )
            .FirstOrDefault();
}
