namespace RechargeSync.FaultTests.Model;

/// <summary>Every client of one handler.</summary>
internal sealed class OneHandler(HttpMessageHandler handler) : IHttpClientFactory
{
    public HttpClient CreateClient(string name) =>
        new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
}
