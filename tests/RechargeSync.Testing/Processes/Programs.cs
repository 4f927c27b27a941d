using RechargeSync.AppHost.Stores;

namespace RechargeSync.Testing.Processes;

/// <summary>Where the programs are that the suite runs, and ports for them.</summary>
internal static class Programs
{
    private static readonly string[] s_configurations = ["debug", "release"];

    /// <summary>The program of .NET itself.</summary>
    public static string Dotnet =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host
            ? host
            : LocalPrograms.Find("dotnet", [])
                ?? throw new FileNotFoundException("The program 'dotnet' has to be on PATH.");

    /// <summary>The program <c>redis-server</c>, once <see cref="EnsureAsync"/> has found it.</summary>
    public static string Redis { get; private set; } = "redis-server";

    /// <summary>
    /// The directory that holds <c>initdb</c> and <c>postgres</c>, once <see cref="EnsureAsync"/> has found it.
    /// </summary>
    public static string PostgresDirectory { get; private set; } = "";

    /// <summary>
    /// Finds the servers as AppHost does; what is missing is installed where that can be done without asking.
    /// </summary>
    public static async Task EnsureAsync(CancellationToken cancellationToken)
    {
        Redis = await Installer.EnsureAsync(
            LocalPrograms.Redis,
            "redis-server",
            "'redis-server' was not found on PATH. Install it (Debian, Ubuntu: sudo apt-get install redis-server; Fedora: sudo dnf install redis).",
            cancellationToken
        );
        PostgresDirectory = await Installer.EnsureAsync(
            LocalPrograms.PostgresDirectory,
            "postgresql",
            "Postgres's 'initdb' was not found. Install it (Debian, Ubuntu: sudo apt-get install postgresql; Fedora: sudo dnf install postgresql-server).",
            cancellationToken
        );
    }

    /// <summary>A project's built program, of the same configuration as this one.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="build">
    /// The directory of another build's programs (<c>artifacts/bin</c>); null is the one of this program.
    /// </param>
    public static string Built(string project, string? build = null)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var configurations = s_configurations.OrderByDescending(name => name == own.Name);
        return configurations
                .Select(name => Path.Combine(build ?? own.Parent!.Parent!.FullName, project, name, project + ".dll"))
                .FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                build is null
                    ? $"{project} is not built beside this program: build the solution first."
                    : $"{build} holds no build of {project}."
            );
    }

    /// <summary>The directory of the programs as they are published beside this one; null where they are not.</summary>
    public static string? Published
    {
        get
        {
            var path = Path.Combine(AppContext.BaseDirectory, "../../../published");
            return Directory.Exists(path) ? Path.GetFullPath(path) : null;
        }
    }

    /// <summary>
    /// A port that is free now and stays so: none from which systems take ports for outgoing connections, or a client
    /// that looks for a server that is away would end up with itself.
    /// </summary>
    public static int FreePort() => PortAllocator.Next();
}
