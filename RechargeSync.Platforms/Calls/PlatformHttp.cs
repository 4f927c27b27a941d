using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RechargeSync.Platforms.Calls;

/// <summary>
/// Sends an adapter's calls to its store's platform: without redirects, cookies and log messages, with capped headers
/// and a capped answer, and with a typed failure for whatever goes wrong. Nothing is repeated.
/// </summary>
/// <param name="connection">The store's platform.</param>
/// <param name="clients">Makes the client <see cref="ClientName"/>.</param>
/// <param name="clock">Reads a <c>Retry-After</c> that names a date.</param>
public sealed class PlatformHttp(PlatformConnection connection, IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>The HTTP client of every platform.</summary>
    public const string ClientName = "platform";

    /// <summary>
    /// How long a connection is kept that nobody uses: servers on Node.js close theirs after five seconds.
    /// </summary>
    internal static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(4);

    /// <summary>
    /// A request to <see cref="PlatformConnection.BaseUrl"/> and a path; the credentials are the adapter's to add.
    /// </summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Begins with a slash, its variable parts escaped; may hold a query.</param>
    /// <param name="json">A body of JSON in UTF-8; null for none.</param>
    public HttpRequestMessage Request(HttpMethod method, string path, byte[]? json = null)
    {
        var request = new HttpRequestMessage(method, connection.BaseUrl + path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(json)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
        }

        return request;
    }

    /// <summary>A request with a body that is written as JSON.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">As above.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="type">Of a source-generated context.</param>
    public HttpRequestMessage Request<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) =>
        Request(method, path, JsonSerializer.SerializeToUtf8Bytes(body, type));

    /// <summary>Sends a request, and reads its answer whole.</summary>
    /// <param name="request">Of <see cref="Request"/>, or any other.</param>
    /// <param name="cancellationToken">The operation's, which ends when its time is up.</param>
    /// <param name="most">
    /// Longest body of a success in bytes, of <see cref="AnswerLimit"/>; a longer one is malformed.
    /// </param>
    /// <exception cref="OperationCanceledException">The operation's time is up: let it travel.</exception>
    public Task<HttpOutcome> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken,
        int most = AnswerLimit.Ids
    ) =>
        HttpOutcome.SendAsync(
            clients.CreateClient(ClientName),
            request,
            Timeout.InfiniteTimeSpan,
            most,
            clock,
            cancellationToken
        );

    /// <summary>
    /// Has a span show another address than the request's, where that one opens something for whoever knows it.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="path">What is shown in place of its path.</param>
    public void Show(HttpRequestMessage request, string path) =>
        request.Options.Set(CallClients.ShownUrl, connection.BaseUrl + path);
}
