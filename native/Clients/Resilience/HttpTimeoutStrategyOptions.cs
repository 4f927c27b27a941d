using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>A time-out.</summary>
public class HttpTimeoutStrategyOptions : TimeoutStrategyOptions;
