namespace RechargeSync.Benchmarks.Stub;

/// <summary>How many calls the stub's Recharge allows each token.</summary>
internal sealed record StubLimit(int BucketSize, double LeakPerSecond)
{
    /// <summary>More than anybody can make.</summary>
    public static readonly StubLimit None = new(100_000, 100_000);
}
