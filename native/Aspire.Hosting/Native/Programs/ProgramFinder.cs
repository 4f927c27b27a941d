using System.Globalization;

namespace Aspire.Hosting.Native;

/// <summary>Finds programs.</summary>
internal static class ProgramFinder
{
    private static readonly string[] s_homebrew = ["/opt/homebrew/bin", "/usr/local/bin"];

    /// <summary>Looks on PATH, in the given directories and where Homebrew puts programs.</summary>
    public static string? Find(string name, IEnumerable<string> directories) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(directories).Concat(s_homebrew)
            .Select(d => Path.Combine(d, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Where Linux distributions and Homebrew put Postgres's own programs, the newest version first.</summary>
    public static IEnumerable<string> PostgresDirectories() =>
        Versions("/usr/lib/postgresql", "*")
            .Concat(Versions("/usr", "pgsql-*"))
            .Concat(Versions("/opt/homebrew/opt", "postgresql*"))
            .Concat(Versions("/usr/local/opt", "postgresql*"))
            .Select(d => Path.Combine(d, "bin"));

    private static IEnumerable<string> Versions(string directory, string pattern) =>
        Directory.Exists(directory)
            ? Directory.GetDirectories(directory, pattern).OrderByDescending(VersionOf).ThenBy(d => d, StringComparer.Ordinal)
            : [];

    private static int VersionOf(string directory) =>
        int.TryParse(new string([.. Path.GetFileName(directory).Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture, out var version) ? version : 0;
}
