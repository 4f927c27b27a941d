using Microsoft.Extensions.Http.Resilience;

namespace Microsoft.Extensions.Hosting;

/// <summary>What the answer of a busy server says of the next try, taken with caution.</summary>
internal static class RetryAfter
{
    // Three of them leave half of the total time-out for the calls themselves.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Waits as long as a <c>Retry-After</c> says. One that says nothing (0, or a time that is past) leaves the
    /// strategy's own delay. One above 5 s ends the tries: the caller gets the answer, and with it the time, at once.
    /// </summary>
    /// <remarks>
    /// By itself the strategy retries at once for the first, and waits into the total time-out for the second.
    /// </remarks>
    public static void Honour(HttpRetryStrategyOptions retry)
    {
        var shouldHandle = retry.ShouldHandle;
        retry.ShouldHandle = async args => !(Of(args.Outcome.Result) > Longest) && await shouldHandle(args);
        retry.DelayGenerator = static args => ValueTask.FromResult(Of(args.Outcome.Result));
    }

    private static TimeSpan? Of(HttpResponseMessage? response)
    {
        var wait = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - TimeProvider.System.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }
}
