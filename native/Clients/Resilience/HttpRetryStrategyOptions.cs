using Polly;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Retries of transient failures (<see cref="HttpClientResiliencePredicates"/>).</summary>
public class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
{
    /// <summary>Creates the options with their defaults: 3 retries, exponential from 2 s, with jitter.</summary>
    public HttpRetryStrategyOptions()
    {
        ShouldHandle = args => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(args.Outcome));
        BackoffType = DelayBackoffType.Exponential;
        UseJitter = true;
        DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome.Result));
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage? response)
    {
        var header = response?.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - TimeProvider.System.GetUtcNow());
        return wait > TimeSpan.Zero ? wait : null;
    }
}
