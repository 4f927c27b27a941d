using System.Net;

namespace RechargeSync.Platforms.Conformance;

/// <summary>What becomes of one call of an operation.</summary>
public enum CallFate
{
    /// <summary>The process dies right before it: neither it nor a later one is sent.</summary>
    CrashBefore,

    /// <summary>The platform has acted on it, and the process dies before it reads the answer.</summary>
    CrashAfter,

    /// <summary>
    /// The platform has acted on it, and the connection breaks before the answer; later calls are sent.
    /// </summary>
    AnswerLost,

    /// <summary>The platform acts on it for longer than the operation may take.</summary>
    TimedOut,

    /// <summary>503, and the platform has not seen it.</summary>
    Unavailable,

    /// <summary>429 with <c>Retry-After: 7</c>, and the platform has not seen it.</summary>
    Throttled,

    /// <summary>The platform has acted on it, and something in between answers 200 with a page of its own.</summary>
    Garbled,

    /// <summary>There is no connection.</summary>
    Unreachable,
}

/// <summary>Counts an adapter's calls, and has one of them fail.</summary>
internal sealed class CallGate(CallFate fate, int call) : IDisposable
{
    private readonly CancellationTokenSource _operation = new(s_longest, TimeProvider.System);

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private int _calls;
    private volatile bool _isDead;

    /// <summary>Lets everything pass.</summary>
    public static CallGate Open() => new(CallFate.AnswerLost, call: 0);

    /// <summary>How many calls there were so far.</summary>
    public int Calls => _calls;

    /// <summary>Whether the call has come that was to fail.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>Ends the operation.</summary>
    public CancellationToken Operation => _operation.Token;

    public DelegatingHandler Handler() => new Gatekeeper(this);

    public void Dispose() => _operation.Dispose();

    private async Task<HttpResponseMessage> PassAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        if (_isDead)
        {
            throw Cut(HttpRequestError.ConnectionError);
        }

        if (Interlocked.Increment(ref _calls) != call)
        {
            return await send(cancellationToken);
        }

        HasStruck = true;
        switch (fate)
        {
            case CallFate.CrashBefore:
                _isDead = true;
                throw Cut(HttpRequestError.ConnectionError);
            case CallFate.CrashAfter:
                _isDead = true;
                await ActAsync(send);
                throw Cut(HttpRequestError.ResponseEnded);
            case CallFate.AnswerLost:
                await ActAsync(send);
                throw Cut(HttpRequestError.ResponseEnded);
            case CallFate.TimedOut:
                await _operation.CancelAsync();
                await ActAsync(send);
                throw new OperationCanceledException(_operation.Token);
            case CallFate.Unavailable:
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            case CallFate.Throttled:
                return new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "7" } } };
            case CallFate.Garbled:
                await ActAsync(send);
                return new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("<html>Back soon</html>", System.Text.Encoding.UTF8, "text/html"),
                };
            case CallFate.Unreachable:
                throw Cut(HttpRequestError.ConnectionError);
            default:
                throw new InvalidOperationException($"Unknown fate {fate}.");
        }
    }

    // To the end, whoever has given up meanwhile: what follows then sees all that it has done.
    private static async Task ActAsync(Func<CancellationToken, Task<HttpResponseMessage>> send)
    {
        using var answer = await send(CancellationToken.None);
        await answer.Content.LoadIntoBufferAsync();
    }

    private static HttpRequestException Cut(HttpRequestError error) => new(error, "The connection was cut by the test.");

    private sealed class Gatekeeper(CallGate gate) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => gate.PassAsync(token => base.SendAsync(request, token), cancellationToken);
    }
}
