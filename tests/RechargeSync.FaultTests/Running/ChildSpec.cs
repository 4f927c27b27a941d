namespace RechargeSync.FaultTests.Running;

/// <summary>A program to run.</summary>
/// <param name="Name">For messages and the log's name.</param>
/// <param name="Program">Full path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Directory">Where it works.</param>
internal sealed record ChildSpec(string Name, string Program, IReadOnlyList<string> Arguments, string Directory)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>User and group to run as, <c>id:id</c>; null is the current one.</summary>
    public string? User { get; init; }
}
