namespace RechargeSync.Benchmarks.Stub;

/// <summary>A token's calls so far.</summary>
internal sealed record TokenReport(string Token, int Allowed, int Throttled);
