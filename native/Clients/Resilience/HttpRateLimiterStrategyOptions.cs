using System.Threading.RateLimiting;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>The limit of calls under way at once.</summary>
public class HttpRateLimiterStrategyOptions
{
    /// <summary>1000 calls, none of which waits.</summary>
    public ConcurrencyLimiterOptions DefaultRateLimiterOptions { get; set; } = new() { PermitLimit = 1000, QueueLimit = 0 };
}
