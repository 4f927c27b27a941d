using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RechargeSync.Platforms.Calls;

/// <summary>
/// One HTTP exchange, read whole and judged by its status. Both the Recharge client and the platform adapters start
/// from here, so that a time-out, a cut connection or a 429 means the same everywhere. Whoever knows more of what an
/// answer means judges it anew, with <see cref="Judged"/>.
/// </summary>
/// <param name="Status">HTTP status; null where there was no answer.</param>
/// <param name="Body">The body, as far as it was read; empty where there was none.</param>
/// <param name="Headers">The answer's headers; null where there was no answer.</param>
/// <param name="Failure">How it failed; null for a 2xx that was read whole.</param>
public sealed record HttpOutcome(
    HttpStatusCode? Status,
    byte[] Body,
    HttpResponseHeaders? Headers,
    CallFailure? Failure
)
{
    /// <summary>Why a call failed whose address the other side does not know, though it must.</summary>
    public const string WrongAddress = "wrong_address";

    /// <summary>A 2xx that was read whole.</summary>
    public bool IsSuccess => Failure is null;

    /// <summary>
    /// Sends and reads within the time-out and the limit. Cancellation by the caller travels; every other failure is
    /// typed.
    /// </summary>
    /// <param name="client">Sends it.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="timeout">
    /// How long it may take, the body included; infinite where <paramref name="cancellationToken"/> has the time.
    /// </param>
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
            var outcome = new HttpOutcome(response.StatusCode, body, response.Headers, Judge(response, body, clock));
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
                {
                    Blame = Blame.Side,
                }
            );
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            )
        {
            // The request never left: nothing can have happened.
            return NoAnswer(
                new CallFailure(CallFailureKind.Transient, "unreachable", Detail: exception.Message)
                {
                    Blame = Blame.Side,
                }
            );
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return NoAnswer(
                new CallFailure(CallFailureKind.Ambiguous, "malformed", Detail: exception.Message)
                {
                    Blame = Blame.Side,
                }
            );
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            return NoAnswer(
                new CallFailure(CallFailureKind.Ambiguous, "broken", Detail: exception.Message) { Blame = Blame.Side }
            );
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
        )
        {
            Blame = Blame.Side,
        };

    /// <summary>
    /// The failure that an adapter has read out of the answer, with the answer's status and request id.
    /// </summary>
    /// <param name="kind">What it allows.</param>
    /// <param name="reason">A short stable word.</param>
    /// <param name="detail">What the other side said, in words. May hold personal data.</param>
    /// <returns>
    /// With the blame that goes with the kind: a permanent refusal and missing stock are the order's, configuration and
    /// an unknown outcome are the side's, of the others nothing is known.
    /// </returns>
    public CallFailure Judged(CallFailureKind kind, string reason, string detail) =>
        new(kind, reason, (int?)Status, detail, Failure?.RetryAfter, RequestIdOf(Headers))
        {
            Blame = kind switch
            {
                CallFailureKind.Permanent or CallFailureKind.OutOfStock => Blame.Order,
                CallFailureKind.Configuration or CallFailureKind.Ambiguous => Blame.Side,
                _ => Blame.Unknown,
            },
        };

    /// <summary>Reads the body as JSON.</summary>
    /// <param name="type">Of a source-generated context.</param>
    /// <returns>The value, null for a body of <c>null</c>; or what is wrong, for <see cref="Malformed"/>.</returns>
    public (T? Value, string? Problem) Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return (JsonSerializer.Deserialize(Body, type), null);
        }
        catch (JsonException)
        {
            return (null, "the answer is not JSON, or not of the expected form");
        }
    }

    /// <summary>
    /// The failure of a call to an address that every platform of this kind has, whatever is asked of it. There, not to
    /// know the address speaks of the configuration or of the way, and never of the order.
    /// </summary>
    public CallFailure? FailureOfKnownAddress =>
        Failure is { Status: 404 or 405 or 410 or 501 }
            ? Failure with
            {
                Kind = CallFailureKind.Transient,
                Reason = WrongAddress,
                Blame = Blame.Side,
            }
            : Failure;

    private static CallFailure? Judge(HttpResponseMessage response, byte[] body, TimeProvider clock)
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
            RetryAfterOf(response.Headers, clock),
            RequestIdOf(response.Headers)
        )
        {
            Blame = BlameOf(status),
        };
    }

    private static Blame BlameOf(int status) =>
        status switch
        {
            401 or 403 or 407 or (>= 300 and < 400) or (>= 500 and not 501) => Blame.Side,

            // It may be the side's load as well as the order's size.
            408 or 429 => Blame.Unknown,
            _ => Blame.Order,
        };

    // Seconds, or a date. That one counts from the other side's own time where it tells that.
    private static TimeSpan? RetryAfterOf(HttpResponseHeaders headers, TimeProvider clock)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (headers.Date ?? clock.GetUtcNow()),
            _ => TimeSpan.Zero,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static string? RequestIdOf(HttpResponseHeaders? headers) =>
        headers is not null && headers.TryGetValues("X-Request-Id", out var values) ? values.First() : null;

    private static string Excerpt(byte[] body) =>
        Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, CallFailure.MaxDetail)));
}
