using System.Net;
using System.Net.Http.Headers;
using System.Text;

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
    public bool IsSuccess => Failure is null;

    /// <summary>
    /// Sends and reads within the time-out and the limit. Cancellation by the caller travels; every other failure is typed.
    /// </summary>
    /// <param name="client">Sends it.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="timeout">How long it may take, the body included.</param>
    /// <param name="most">Longest body of a success, of <see cref="AnswerLimit"/>; a longer one is malformed.</param>
    /// <param name="clock">Measures the time-out.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<HttpOutcome> SendAsync(
        HttpClient client,
        HttpRequestMessage request,
        TimeSpan timeout,
        int most,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var limit = response.IsSuccessStatusCode ? most : AnswerLimit.Refusal;
            var (body, isWhole) = await AnswerBody.ReadAsync(response.Content, limit, both.Token);
            var outcome = new HttpOutcome(response.StatusCode, body, response.Headers, Judge(response, body));
            return isWhole || !outcome.IsSuccess
                ? outcome
                : outcome with
                {
                    Failure = outcome.Malformed($"the answer has more than {limit} bytes"),
                };
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
        catch (HttpRequestException exception)
            when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return NoAnswer(new CallFailure(CallFailureKind.Ambiguous, "malformed", Detail: exception.Message));
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

    private static string Excerpt(byte[] body) =>
        Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, CallFailure.MaxDetail)));
}
