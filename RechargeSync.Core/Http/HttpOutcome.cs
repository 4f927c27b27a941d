using System.Net;
using System.Net.Http.Headers;

namespace RechargeSync.Core.Http;

/// <summary>
/// One HTTP exchange, read whole and judged. Both the Recharge client and the platform adapters start from here, so
/// that a time-out, a cut connection or a 429 means the same everywhere.
/// </summary>
internal sealed record HttpOutcome(
    HttpStatusCode? Status,
    byte[] Body,
    HttpResponseHeaders? Headers,
    CallFailure? Failure
)
{
    /// <summary>Longest stored excerpt of an error body.</summary>
    private const int MaxDetail = 2000;

    public bool IsSuccess => Failure is null;

    /// <summary>
    /// Sends and reads within the time-out. Cancellation by the caller travels; every other failure is typed.
    /// </summary>
    public static async Task<HttpOutcome> SendAsync(
        HttpClient client,
        HttpRequestMessage request,
        TimeSpan timeout,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token);
            return new HttpOutcome(response.StatusCode, body, response.Headers, Judge(response, body));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoAnswer(
                new CallFailure(
                    CallFailureKind.Ambiguous,
                    "timeout",
                    Detail: $"no answer within {timeout.TotalSeconds:0.#} s"
                )
            );
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            )
        {
            // The request never left: nothing can have happened.
            return NoAnswer(new CallFailure(CallFailureKind.Transient, "unreachable", Detail: exception.Message));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            return NoAnswer(new CallFailure(CallFailureKind.Ambiguous, "broken", Detail: exception.Message));
        }
    }

    /// <summary>An exchange without an answer, or one that was not even tried.</summary>
    public static HttpOutcome NoAnswer(CallFailure failure) => new(null, [], null, failure);

    /// <summary>
    /// The failure of a 2xx whose body is not what was promised: whether it took effect must be looked up.
    /// </summary>
    /// <param name="problem">Which member was expected, and what came in its place, in words.</param>
    public CallFailure Malformed(string problem) =>
        new(
            CallFailureKind.Ambiguous,
            "malformed",
            (int?)Status,
            $"{problem}: {Excerpt(Body)}",
            RequestId: RequestIdOf(Headers)
        );

    private static CallFailure? Judge(HttpResponseMessage response, byte[] body)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        var status = (int)response.StatusCode;
        var (kind, reason) = status switch
        {
            // Not followed; whether the other side has acted before it sent us away is not known.
            >= 300 and < 400 => (CallFailureKind.Ambiguous, "redirected"),

            // A wrong key or a missing scope is the configuration's fault, not the order's: hold it until somebody
            // mends that.
            401 or 403 => (CallFailureKind.Transient, "unauthorized"),
            402 => (CallFailureKind.Ambiguous, "request_failed"),
            404 or 410 => (CallFailureKind.Permanent, "not_found"),
            408 => (CallFailureKind.Ambiguous, "timeout"),
            409 => (CallFailureKind.Transient, "conflict"),
            429 => (CallFailureKind.Transient, "throttled"),
            501 => (CallFailureKind.Permanent, "not_implemented"),
            >= 500 => (CallFailureKind.Ambiguous, "server_error"),
            _ => (CallFailureKind.Permanent, "refused"),
        };
        return new CallFailure(
            kind,
            reason,
            status,
            Excerpt(body),
            RetryAfterOf(response.Headers),
            RequestIdOf(response.Headers)
        );
    }

    private static TimeSpan? RetryAfterOf(HttpResponseHeaders headers) =>
        headers.RetryAfter is { Delta: { } delta } && delta > TimeSpan.Zero ? delta : null;

    private static string? RequestIdOf(HttpResponseHeaders? headers) =>
        headers is not null && headers.TryGetValues("X-Request-Id", out var values) ? values.First() : null;

    // NUL cannot be stored in a Postgres text.
    private static string Excerpt(byte[] body) =>
        System
            .Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MaxDetail)))
            .Replace("\0", "", StringComparison.Ordinal);
}
