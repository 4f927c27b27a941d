namespace RechargeSync.Benchmarks.Looks;

/// <summary>Something that a person looks at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Path">Path and query of the page or the call.</param>
/// <param name="Body">What is posted, in JSON; null for GET.</param>
internal sealed record Look(string Name, string Path, string? Body = null);
