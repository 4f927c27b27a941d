namespace RechargeSync.Platforms.Tests;

/// <summary>
/// A way to a server on which one write gets lost: it never arrives, or its answer never comes back. Reads and
/// the other writes get through.
/// </summary>
/// <param name="lost">Which write, from 1.</param>
/// <param name="arrives">Whether the server gets it.</param>
internal sealed class LostCalls(int lost, bool arrives)
    : DelegatingHandler(new SocketsHttpHandler()),
        IHttpClientFactory
{
    private int _writes;

    /// <summary>Writes so far.</summary>
    public int Writes => _writes;

    public HttpClient CreateClient(string name) =>
        new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Method == HttpMethod.Get || Interlocked.Increment(ref _writes) != lost)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (arrives)
        {
            using var answer = await base.SendAsync(request, cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        }

        throw new HttpRequestException(HttpRequestError.ResponseEnded);
    }
}
