using System.Globalization;

namespace RechargeSync.AppHost.Stores;

/// <summary>Where the servers' programs are on this machine.</summary>
internal static class LocalPrograms
{
    private static readonly string[] s_homebrew = ["/opt/homebrew/bin", "/usr/local/bin"];

    /// <summary>The program <c>redis-server</c>; null where there is none.</summary>
    public static string? Redis() => Find("redis-server", []);

    /// <summary>The directory that holds <c>postgres</c> and <c>initdb</c>; null where there is none.</summary>
    public static string? PostgresDirectory() =>
        Find("initdb", PostgresDirectories()) is { } initdb
            ? Path.GetDirectoryName(File.ResolveLinkTarget(initdb, returnFinalTarget: true)?.FullName ?? initdb)
            : null;

    /// <summary>Looks on PATH, in the given directories, and where Homebrew puts programs.</summary>
    public static string? Find(string name, IEnumerable<string> directories) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(directories)
            .Concat(s_homebrew)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);

    // Distributions keep Postgres's own programs off PATH, one directory for each version; the newest comes first.
    private static IEnumerable<string> PostgresDirectories() =>
        Versions("/usr/lib/postgresql", "*")
            .Concat(Versions("/usr", "pgsql-*"))
            .Concat(Versions("/opt/homebrew/opt", "postgresql*"))
            .Concat(Versions("/usr/local/opt", "postgresql*"))
            .Select(directory => Path.Combine(directory, "bin"));

    private static IEnumerable<string> Versions(string directory, string pattern) =>
        Directory.Exists(directory)
            ? Directory
                .GetDirectories(directory, pattern)
                .OrderByDescending(VersionOf)
                .ThenBy(path => path, StringComparer.Ordinal)
            : [];

    private static int VersionOf(string directory)
    {
        var digits = Path.GetFileName(directory).SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit);
        return int.TryParse(string.Concat(digits), CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
