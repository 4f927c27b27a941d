using System.Collections.Concurrent;

namespace RechargeSync.ServiceDefaults.Tests;

/// <summary>
/// The network's end of an HttpClient: records each request that gets there and answers from the given function.
/// </summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    : HttpMessageHandler
{
    public ConcurrentQueue<(HttpMethod Method, Uri? Uri)> Calls { get; } = new();

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Calls.Enqueue((request.Method, request.RequestUri));
        return answer(request, cancellationToken);
    }
}
