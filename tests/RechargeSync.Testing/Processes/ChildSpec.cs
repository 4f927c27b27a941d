namespace RechargeSync.Testing.Processes;

/// <summary>A program to run.</summary>
/// <param name="Name">For messages and the log's name.</param>
/// <param name="Program">Full path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Directory">Where it works.</param>
internal sealed record ChildSpec(string Name, string Program, IReadOnlyList<string> Arguments, string Directory)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// A file to which it prints by itself; null hands each line to the log of the one who started it.
    /// </summary>
    public string? OutputFile { get; init; }

    /// <summary>User and group to run as, <c>id:id</c>; null is the current one.</summary>
    public string? User { get; init; }

    /// <summary>A volume on which it works; null is the machine's own file system.</summary>
    public SmallVolume? Volume { get; init; }

    /// <summary>The clock that it sees; null is the true one.</summary>
    public MovedClock? Clock { get; init; }
}
