namespace Polly.RateLimiting;

/// <summary>Too many calls are under way; this one was not sent.</summary>
public sealed class RateLimiterRejectedException : ExecutionRejectedException
{
    /// <summary>Creates the exception with its usual message.</summary>
    public RateLimiterRejectedException()
        : base("The operation could not be executed because it was rejected by the rate limiter.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public RateLimiterRejectedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public RateLimiterRejectedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
