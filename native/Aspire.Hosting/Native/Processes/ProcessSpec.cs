namespace Aspire.Hosting.Native;

/// <summary>A program to run.</summary>
/// <param name="FileName">Full path, or a name on PATH.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ProcessSpec(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables on top of the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string WorkingDirectory { get; init; } = "/";

    /// <summary>Asks the program to end.</summary>
    public int StopSignal { get; init; } = Posix.SigTerm;

    /// <summary>How long the program may take to end before it is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>User to run as; null is the current one.</summary>
    public UnixUser? RunAs { get; init; }
}
