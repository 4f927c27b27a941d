using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Recharge's API as far as we need it. Every call first takes its place in the token's call budget; none is repeated
/// here: the order's state machine decides that.
/// </summary>
internal sealed class RechargeClient(IHttpClientFactory clients, CallBudget budget, TimeProvider clock)
{
    public const string ClientName = "recharge";

    /// <summary>Two requests for one address at once: Recharge advises to wait about three seconds.</summary>
    private static readonly TimeSpan s_lockDelay = TimeSpan.FromSeconds(3);

    /// <summary>Recharge may never send <c>Retry-After</c>, and advises two seconds at least.</summary>
    private static readonly TimeSpan s_throttleDelay = TimeSpan.FromSeconds(2);

    /// <summary>Reads an order.</summary>
    public Task<RechargeAnswer<RechargeOrder>> GetOrderAsync(Store store, long orderId, CancellationToken cancellationToken) =>
        SendAsync(store, HttpMethod.Get, Path("orders", orderId), null, body => RechargePayload.ReadOrder(body, store.TimeZone), cancellationToken);

    /// <summary>Lists the orders of a charge; with 250 at most, more than a prepaid plan has.</summary>
    public Task<RechargeAnswer<IReadOnlyList<RechargeOrder>>> GetOrdersOfChargeAsync(Store store, long chargeId, CancellationToken cancellationToken) =>
        SendAsync(
            store, HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/orders?charge_id={chargeId}&limit=250"), null,
            body => RechargePayload.ReadOrders(body, store.TimeZone), cancellationToken);

    /// <summary>Reads a charge. Processed charges older than 90 days are not found.</summary>
    public Task<RechargeAnswer<RechargeCharge>> GetChargeAsync(Store store, long chargeId, CancellationToken cancellationToken) =>
        SendAsync(store, HttpMethod.Get, Path("charges", chargeId), null, body => RechargePayload.ReadCharge(body), cancellationToken);

    /// <summary>Writes the platform's ids onto an order. Safe to repeat.</summary>
    /// <remarks>The number is not documented for 2021-11: where Recharge answers 422, the id goes alone.</remarks>
    public async Task<RechargeAnswer<RechargeOrder>> PutOrderIdsAsync(Store store, long orderId, PlatformIds ids, CancellationToken cancellationToken)
    {
        var answer = await PutOrderAsync(WriteBackBody.OrderIds(store.ApiVersion, ids));
        return answer is RechargeAnswer<RechargeOrder>.Failed { Failure.Status: (int)HttpStatusCode.UnprocessableEntity }
            ? await PutOrderAsync(WriteBackBody.OrderId(store.ApiVersion, ids.Id))
            : answer;

        Task<RechargeAnswer<RechargeOrder>> PutOrderAsync(byte[] body) => SendAsync(
            store, HttpMethod.Put, Path("orders", orderId), body, answer => RechargePayload.ReadOrder(answer, store.TimeZone), cancellationToken);
    }

    /// <summary>Writes a platform order's id onto a charge. Safe to repeat.</summary>
    public Task<RechargeAnswer<RechargeCharge>> PutChargeIdAsync(Store store, long chargeId, string platformOrderId, CancellationToken cancellationToken) =>
        SendAsync(
            store, HttpMethod.Put, Path("charges", chargeId), WriteBackBody.OrderId(store.ApiVersion, platformOrderId), body => RechargePayload.ReadCharge(body), cancellationToken);

    private async Task<RechargeAnswer<T>> SendAsync<T>(
        Store store, HttpMethod method, string path, byte[]? body, Func<byte[], T> read, CancellationToken cancellationToken)
    {
        if (await budget.TakeAsync(store, cancellationToken) is { } putOff)
        {
            return new RechargeAnswer<T>.Failed(new CallFailure(CallFailureKind.Deferred, "budget", RetryAfter: putOff));
        }

        using var request = Request(store, method, path, body);
        var outcome = await HttpOutcome.SendAsync(clients.CreateClient(ClientName), request, store.Options.Recharge.Timeout, clock, cancellationToken);
        await budget.LearnAsync(store, outcome.Headers, outcome.Status);
        if (outcome.Failure is { } failure)
        {
            return new RechargeAnswer<T>.Failed(Advise(failure));
        }

        try
        {
            return new RechargeAnswer<T>.Ok(read(outcome.Body));
        }
        catch (PayloadException)
        {
            // Truncated 200s are seen in practice: whether a write took effect has to be looked up.
            return new RechargeAnswer<T>.Failed(outcome.Malformed());
        }
    }

    private static CallFailure Advise(CallFailure failure) => failure.Status switch
    {
        (int)HttpStatusCode.Conflict => failure with { Reason = "locked", RetryAfter = failure.RetryAfter ?? s_lockDelay },
        (int)HttpStatusCode.TooManyRequests => failure with { RetryAfter = failure.RetryAfter ?? s_throttleDelay },
        _ => failure,
    };

    private static HttpRequestMessage Request(Store store, HttpMethod method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(method, store.Options.Recharge.BaseUrl.TrimEnd('/') + path);
        request.Headers.Add("X-Recharge-Access-Token", store.Options.AccessToken);
        request.Headers.Add("X-Recharge-Version", store.Options.ApiVersion);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return request;
    }

    private static string Path(string resource, long id) => string.Create(CultureInfo.InvariantCulture, $"/{resource}/{id}");
}
