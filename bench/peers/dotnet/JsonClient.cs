using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Peer;

/// <summary>JSON over kept-alive connections.</summary>
internal sealed class JsonClient(Uri address, int connections, params (string Name, string Value)[] headers)
    : IDisposable
{
    private readonly string _base = address.AbsoluteUri.TrimEnd('/');
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>The status and, where it is a success, the body.</summary>
    /// <exception cref="RefusedException">No other try will help.</exception>
    /// <exception cref="HttpRequestException">Another try may help.</exception>
    public async Task<(HttpStatusCode Status, byte[]? Body)> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        CancellationToken cancellationToken,
        string? idempotencyKey = null,
        HttpStatusCode? except = null
    )
    {
        using var request = new HttpRequestMessage(method, _base + path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        if (response.StatusCode == except)
        {
            return (response.StatusCode, null);
        }

        var status = (int)response.StatusCode;
        throw status is >= 400 and < 500 and not (402 or 408 or 409 or 425 or 429)
            ? new RefusedException($"{method} answered {status}")
            : new HttpRequestException($"{method} answered {status}");
    }

    public static HttpContent Content<T>(T value, JsonTypeInfo<T> type) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };

    public void Dispose() => _http.Dispose();
}
