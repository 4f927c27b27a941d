using System.Threading.RateLimiting;
using Polly;
using Polly.RateLimiting;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Limiter, total time-out, retries, circuit breaker and attempt time-out around one call.</summary>
internal sealed class StandardPipeline(HttpStandardResilienceOptions options) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(options.RateLimiter.DefaultRateLimiterOptions);

    private readonly ResiliencePipeline<HttpResponseMessage> _strategies = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddTimeout(options.TotalRequestTimeout)
        .AddRetry(options.Retry)
        .AddCircuitBreaker(options.CircuitBreaker)
        .AddTimeout(options.AttemptTimeout)
        .Build();

    public async Task<HttpResponseMessage> SendAsync(
        Func<ResilienceContext, ValueTask<HttpResponseMessage>> send, ResilienceContext context)
    {
        using var lease = await _limiter.AcquireAsync(permitCount: 1, context.CancellationToken);
        return lease.IsAcquired
            ? await _strategies.ExecuteAsync(send, context)
            : throw new RateLimiterRejectedException();
    }

    public void Dispose() => _limiter.Dispose();
}
