using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.FaultTests.Load;

/// <summary>
/// Plays Recharge's dispatcher: sends to either Webhooks, waits five seconds at most, and tries until it hears a 200.
/// </summary>
internal sealed class Sender(IReadOnlyList<Uri> receivers, TimeSpan patience) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(30), MaxConnectionsPerServer = 200 }
    )
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    private readonly ConcurrentDictionary<(string Store, string Key), Delivery> _accepted = new();
    private int _turn;

    /// <summary>Deliveries that were answered 200 at least once.</summary>
    public ICollection<Delivery> Accepted => _accepted.Values;

    /// <summary>Sends until the answer is 200; returns all attempts.</summary>
    /// <exception cref="TimeoutException">It never was.</exception>
    public async Task<IReadOnlyList<Attempt>> DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var attempts = new List<Attempt>();
        while (true)
        {
            var attempt = await TryAsync(delivery, cancellationToken);
            attempts.Add(attempt);
            if (attempt.IsAccepted)
            {
                return attempts;
            }

            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException(
                    $"A delivery of {delivery.Topic} was not accepted in {attempts.Count} tries; the last was answered {attempt.Status?.ToString() ?? "nothing"}."
                );
            }

            await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>One attempt, at one of the receivers in turn.</summary>
    public Task<Attempt> TryAsync(Delivery delivery, CancellationToken cancellationToken) =>
        TryAsync(
            delivery,
            receivers[(int)((uint)Interlocked.Increment(ref _turn) % (uint)receivers.Count)],
            cancellationToken
        );

    /// <summary>One attempt.</summary>
    public async Task<Attempt> TryAsync(Delivery delivery, Uri receiver, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(receiver, delivery.Path))
        {
            Content = new ByteArrayContent(delivery.Body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in delivery.Headers(TimeProvider.System.GetUtcNow()))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var attempt = await SendAsync(request, cancellationToken);
        if (attempt.IsAccepted)
        {
            _accepted.TryAdd((delivery.Shop.Name, delivery.DedupeKey), delivery);
        }

        return attempt;
    }

    /// <summary>Sends a request as it is; what breaks the connection is no answer.</summary>
    public async Task<Attempt> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            var body = answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken)
                : null;
            return new Attempt(
                answer.StatusCode,
                body?["verdict"]?.GetValue<string>(),
                TimeProvider.System.GetElapsedTime(started)
            );
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException
                || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return new Attempt(null, null, TimeProvider.System.GetElapsedTime(started));
        }
    }

    public void Dispose() => _http.Dispose();
}
