using System.Net;
using System.Text;

namespace RechargeSync.Testing;

/// <summary>
/// The network's end of an HttpClient. Answers what was set up, one answer a call in order, keeps what was asked, and
/// fails the test on a call that nobody expected.
/// </summary>
internal sealed class StubHandler : HttpMessageHandler, IHttpClientFactory
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = [];

    public List<SeenRequest> Requests { get; } = [];

    public int Unused => _answers.Count;

    public StubHandler Answers(HttpStatusCode status, string body = "", Action<HttpResponseMessage>? configure = null)
    {
        var response = new HttpResponseMessage(status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        configure?.Invoke(response);
        return Answers(_ => Task.FromResult(response));
    }

    public StubHandler Throws(Exception exception) => Answers(_ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>Answers never; the caller's time-out or cancellation ends the call.</summary>
    public StubHandler Hangs() =>
        Answers(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("Not reached.");
        });

    public StubHandler Answers(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public HttpClient CreateClient(string name) =>
        new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request
            .Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(
                header => header.Key,
                header => string.Join(',', header.Value),
                StringComparer.OrdinalIgnoreCase
            );
        Requests.Add(new SeenRequest($"{request.Method} {request.RequestUri!.OriginalString}", headers, body));
        return _answers.TryDequeue(out var answer)
            ? await answer(cancellationToken)
            : throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}.");
    }
}
