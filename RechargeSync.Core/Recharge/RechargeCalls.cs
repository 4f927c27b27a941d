using System.Net;
using System.Net.Http.Headers;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Recharge;

/// <summary>One call to Recharge.</summary>
/// <param name="Store">Whose token is used.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">From the root of the API.</param>
/// <param name="Priority">Whose turn it is.</param>
/// <param name="Body">JSON; null for a call without a body.</param>
/// <param name="MaxAnswer">How much of an answer is read.</param>
internal readonly record struct RechargeCall(
    Store Store,
    HttpMethod Method,
    string PathAndQuery,
    CallPriority Priority,
    byte[]? Body = null,
    int MaxAnswer = AnswerLimit.Resource
)
{
    /// <summary>
    /// The address whose children the call changes, or what stands for it; null where it changes none.
    /// </summary>
    public string? AddressKey { get; init; }
}

/// <summary>
/// Makes single calls to Recharge. Each first takes its place within the token's limit; none is repeated here: the
/// order's state machine and the reconciliation's jobs decide that.
/// </summary>
internal sealed class RechargeCalls(
    IHttpClientFactory clients,
    RateLimiter limiter,
    AddressLock addresses,
    TimeProvider clock
)
{
    public const string ClientName = "recharge";

    /// <summary>Two requests for one address at once: Recharge advises to wait about three seconds.</summary>
    private static readonly TimeSpan s_lockDelay = TimeSpan.FromSeconds(3);

    /// <summary>Recharge may never send <c>Retry-After</c>, and advises two seconds at least.</summary>
    private static readonly TimeSpan s_throttleDelay = TimeSpan.FromSeconds(2);

    private static readonly Task<IDisposable?> s_noTurn = Task.FromResult<IDisposable?>(null);

    /// <summary>Makes a call and reads its answer.</summary>
    public async Task<RechargeAnswer<T>> SendAsync<T>(
        RechargeCall call,
        Func<HttpOutcome, T> read,
        CancellationToken cancellationToken
    )
    {
        var outcome = await SendAsync(call, cancellationToken);
        if (outcome.Failure is { } failure)
        {
            return new RechargeAnswer<T>.Failed(failure);
        }

        try
        {
            return new RechargeAnswer<T>.Ok(read(outcome));
        }
        catch (PayloadException exception)
        {
            return new RechargeAnswer<T>.Failed(outcome.Malformed(exception.Message));
        }
    }

    /// <summary>Makes a call of whose answer only one thing counts: that it arrived whole, with its resource.</summary>
    /// <param name="call">The call.</param>
    /// <param name="resource">The answer's top-level key; null where any answer will do.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where it worked.</returns>
    public async Task<CallFailure?> WriteAsync(RechargeCall call, string? resource, CancellationToken cancellationToken)
    {
        var outcome = await SendAsync(call, cancellationToken);
        if (outcome.Failure is not null || resource is null)
        {
            return outcome.Failure;
        }

        try
        {
            JsonScan.Check(outcome.Body, resource);
            return null;
        }
        catch (PayloadException exception)
        {
            // Truncated 200s are seen in practice: whether a write took effect has to be looked up.
            return outcome.Malformed(exception.Message);
        }
    }

    /// <summary>
    /// Writes with a member that Recharge does not document; where it answers 422, without that member.
    /// </summary>
    /// <param name="write">Writes a body.</param>
    /// <param name="full">The body with the member.</param>
    /// <param name="plain">The body without it.</param>
    public static async Task<CallFailure?> WriteTolerantlyAsync(
        Func<byte[], Task<CallFailure?>> write,
        byte[] full,
        Func<byte[]> plain
    ) =>
        await write(full) is { } failure
            ? failure.Status == (int)HttpStatusCode.UnprocessableEntity
                ? await write(plain())
                : failure
            : null;

    private async Task<HttpOutcome> SendAsync(RechargeCall call, CancellationToken cancellationToken)
    {
        var (store, longest) = (call.Store, call.Store.Options.Recharge.Timeout);

        // Both are asked for in one go. Who has to wait for its place lets others pass, and asks for its turn again
        // behind the wait, which may be longer than a call.
        var turn = call.AddressKey is { } key ? addresses.TryEnterAsync(store.Name, key, longest) : s_noTurn;
        var place = await limiter.AskAsync(store, call.Priority);
        var early = await turn;
        if (!place.IsFree)
        {
            early?.Dispose();
            early = null;
        }

        if (!place.IsGiven)
        {
            return HttpOutcome.NoAnswer(
                new CallFailure(CallFailureKind.Deferred, "rate_limited", RetryAfter: place.Wait)
            );
        }

        if (!place.IsFree)
        {
            await limiter.WaitAsync(store, place.Wait, cancellationToken);
        }

        using var pass =
            call.AddressKey is { } address && early is null
                ? await addresses.EnterAsync(store.Name, address, longest, cancellationToken)
                : early;
        HttpOutcome? outcome = null;
        try
        {
            using var request = Request(call);
            outcome = await HttpOutcome.SendAsync(
                clients.CreateClient(ClientName),
                request,
                longest,
                call.MaxAnswer,
                clock,
                cancellationToken
            );
        }
        finally
        {
            limiter.Learn(store, outcome?.Headers, outcome?.Status);
        }

        return outcome with
        {
            Failure = Advise(outcome.Failure),
        };
    }

    private static CallFailure? Advise(CallFailure? failure) =>
        failure?.Status switch
        {
            (int)HttpStatusCode.Conflict => failure with
            {
                Reason = "locked",
                RetryAfter = failure.RetryAfter ?? s_lockDelay,
            },
            (int)HttpStatusCode.TooManyRequests => failure with { RetryAfter = failure.RetryAfter ?? s_throttleDelay },
            _ => failure,
        };

    private static HttpRequestMessage Request(RechargeCall call)
    {
        var request = new HttpRequestMessage(
            call.Method,
            call.Store.Options.Recharge.BaseUrl.TrimEnd('/') + call.PathAndQuery
        );
        request.Headers.Add("X-Recharge-Access-Token", call.Store.Options.AccessToken);
        request.Headers.Add("X-Recharge-Version", call.Store.Options.ApiVersion);
        if (call.Body is not null)
        {
            request.Content = new ByteArrayContent(call.Body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
        }

        return request;
    }
}
