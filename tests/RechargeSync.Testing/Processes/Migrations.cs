namespace RechargeSync.Testing.Processes;

/// <summary>Makes the product's tables, as a deployment does it.</summary>
internal static class Migrations
{
    /// <param name="postgres">The database's connection string.</param>
    /// <param name="directory">Where the program works.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task RunAsync(string postgres, string directory, CancellationToken cancellationToken) =>
        RunAsync(build: null, postgres, directory, cancellationToken);

    /// <param name="build">The directory of another build's programs; null for our own.</param>
    /// <param name="postgres">The database's connection string.</param>
    /// <param name="directory">Where the program works.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task RunAsync(
        string? build,
        string postgres,
        string directory,
        CancellationToken cancellationToken
    ) =>
        Launcher.RunAsync(
            new ChildSpec(
                "migrations",
                Programs.Dotnet,
                [Programs.Built("RechargeSync.Worker", build), "migrate"],
                directory
            )
            {
                Environment = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["ConnectionStrings__syncdb"] = postgres,
                },
            },
            cancellationToken
        );
}
