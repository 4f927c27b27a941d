namespace Microsoft.Extensions.Http.Resilience;

/// <summary>The five strategies of the standard handler, from the outermost to the innermost.</summary>
public class HttpStandardResilienceOptions
{
    /// <summary>Calls under way at once; 1000, without a queue.</summary>
    public HttpRateLimiterStrategyOptions RateLimiter { get; set; } = new();

    /// <summary>Time for all attempts together; 30 s.</summary>
    public HttpTimeoutStrategyOptions TotalRequestTimeout { get; set; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>3 retries, exponential from 2 s, with jitter; a Retry-After header is obeyed.</summary>
    public HttpRetryStrategyOptions Retry { get; set; } = new();

    /// <summary>Opens for 5 s when 10 % of at least 100 calls in 30 s fail.</summary>
    public HttpCircuitBreakerStrategyOptions CircuitBreaker { get; set; } = new();

    /// <summary>Time for one attempt; 10 s.</summary>
    public HttpTimeoutStrategyOptions AttemptTimeout { get; set; } = new() { Timeout = TimeSpan.FromSeconds(10) };
}
