namespace RechargeSync.MockPlatform.Stores;

/// <summary>A leaky bucket; section <c>Mock:RateLimit</c> or <c>Mock:Stores:&lt;name&gt;:RateLimit</c>.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>How many calls fit into the bucket.</summary>
    public int BucketSize { get; set; } = 40;

    /// <summary>How many calls leave it per second of real time.</summary>
    public double LeakPerSecond { get; set; } = 2;
}
