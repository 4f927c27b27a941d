namespace Aspire.Hosting.Native;

/// <summary>Finds the programs of the database servers, and installs them where that can be done without asking.</summary>
internal static class ProgramProvider
{
    public static Task<string> FindRedisAsync(Action<string> say, TimeProvider clock, CancellationToken cancellationToken) =>
        FindAsync("redis-server", [], "redis-server", "redis", say, clock, cancellationToken);

    public static async Task<string> FindPostgresDirectoryAsync(Action<string> say, TimeProvider clock, CancellationToken cancellationToken)
    {
        var initdb = await FindAsync("initdb", ProgramFinder.PostgresDirectories(), "postgresql", "postgresql", say, clock, cancellationToken);
        return Path.GetDirectoryName(File.ResolveLinkTarget(initdb, returnFinalTarget: true)?.FullName ?? initdb)!;
    }

    private static async Task<string> FindAsync(
        string program, IEnumerable<string> directories, string debianPackage, string homebrewPackage,
        Action<string> say, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (ProgramFinder.Find(program, directories) is { } found)
        {
            return found;
        }

        if (AptInstaller.IsUsable)
        {
            await AptInstaller.InstallAsync(debianPackage, () => ProgramFinder.Find(program, directories) is not null, say, clock, cancellationToken);
        }

        return ProgramFinder.Find(program, directories) ?? throw new DistributedApplicationException(
            $"'{program}' was not found on PATH. Install it (Debian, Ubuntu: sudo apt-get install {debianPackage}; " +
            $"Fedora: sudo dnf install {(string.Equals(program, "initdb", StringComparison.Ordinal) ? "postgresql-server" : "redis")}; " +
            $"macOS: brew install {homebrewPackage}), or use containers: dotnet run --project RechargeSync.AppHost -p:HostingStack=aspire.");
    }
}
