namespace RechargeSync.Benchmarks.Rig;

/// <summary>A build of our programs, and the database that is its alone.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Prefix">Of its processes' names, so that those of two builds are told apart.</param>
/// <param name="Build">The directory of its programs; null is the build that this program belongs to.</param>
/// <param name="Database">As the auditor sees it.</param>
/// <param name="ConnectionString">As its services see it.</param>
internal sealed record Deployment(
    string Name,
    string Prefix,
    string? Build,
    Database Database,
    string ConnectionString
);
