using System.Net;

namespace RechargeSync.MockPlatform.Tests.Hosting;

/// <summary>Stands in for the webhook receiver: records what arrives and answers as told.</summary>
internal sealed class Receiver : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<Received> _received = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _watches = [];

    /// <summary>The answer to each delivery; 200 unless set.</summary>
    public Func<Received, CancellationToken, Task<HttpStatusCode>> Answer { get; set; } =
        (_, _) => Task.FromResult(HttpStatusCode.OK);

    public IReadOnlyList<Received> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    public IReadOnlyList<Received> Of(string topic) => [.. All.Where(r => r.Topic == topic)];

    /// <summary>What comes from now on is all there is.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _received.Clear();
        }
    }

    public async Task<IReadOnlyList<Received>> UntilAsync(int count)
    {
        Task reached;
        lock (_gate)
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watches.Add((count, source));
            Notify();
            reached = source.Task;
        }

        await reached.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        return All;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var headers = request
            .Headers.Concat(request.Content!.Headers)
            .ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        var received = new Received(
            request.RequestUri!,
            headers,
            await request.Content.ReadAsByteArrayAsync(cancellationToken)
        );
        lock (_gate)
        {
            _received.Add(received);
            Notify();
        }

        return new HttpResponseMessage(await Answer(received, cancellationToken)) { RequestMessage = request };
    }

    private void Notify()
    {
        foreach (var (_, reached) in _watches.FindAll(w => _received.Count >= w.Count))
        {
            reached.TrySetResult();
        }
    }
}
