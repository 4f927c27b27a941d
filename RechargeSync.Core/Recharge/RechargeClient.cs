using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using RechargeSync.Core.Http;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Recharge's API as far as we need it. Every call first takes its place in the token's call budget; none is repeated
/// here: the order's state machine and the reconciliation's jobs decide that.
/// </summary>
internal sealed class RechargeClient(IHttpClientFactory clients, RateLimiter budget, TimeProvider clock)
{
    public const string ClientName = "recharge";

    /// <summary>More parts than a list of webhooks can have: ten for each topic.</summary>
    private const int MostWebhookParts = 20;

    /// <summary>Two requests for one address at once: Recharge advises to wait about three seconds.</summary>
    private static readonly TimeSpan s_lockDelay = TimeSpan.FromSeconds(3);

    /// <summary>Recharge may never send <c>Retry-After</c>, and advises two seconds at least.</summary>
    private static readonly TimeSpan s_throttleDelay = TimeSpan.FromSeconds(2);

    /// <summary>Reads an order.</summary>
    public Task<RechargeAnswer<RechargeOrder>> GetOrderAsync(
        Store store,
        long orderId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            new(store, HttpMethod.Get, Path("orders", orderId), null, priority),
            ReadOrder(store),
            cancellationToken
        );

    /// <summary>Reads a page of orders.</summary>
    /// <param name="store">Whose orders.</param>
    /// <param name="pathAndQuery">
    /// From <see cref="OrderList"/>, or <see cref="OrderPage.Next"/> of the page before.
    /// </param>
    /// <param name="limit">The limit that it names.</param>
    /// <param name="priority">Whose turn it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RechargeAnswer<OrderPage>> GetOrdersAsync(
        Store store,
        string pathAndQuery,
        int limit,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            new(store, HttpMethod.Get, pathAndQuery, null, priority),
            answer => OrderList.Read(answer, store, pathAndQuery, limit),
            cancellationToken
        );

    /// <summary>Lists the orders of a charge; with 250 at most, more than a prepaid plan has.</summary>
    public Task<RechargeAnswer<IReadOnlyList<RechargeOrder>>> GetOrdersOfChargeAsync(
        Store store,
        long chargeId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            new(
                store,
                HttpMethod.Get,
                string.Create(CultureInfo.InvariantCulture, $"/orders?charge_id={chargeId}&limit=250"),
                null,
                priority
            ),
            answer => RechargePayload.ReadOrders(answer.Body, store.TimeZone),
            cancellationToken
        );

    /// <summary>Reads a charge. Processed charges older than 90 days are not found.</summary>
    public Task<RechargeAnswer<RechargeCharge>> GetChargeAsync(
        Store store,
        long chargeId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            new(store, HttpMethod.Get, Path("charges", chargeId), null, priority),
            answer => RechargePayload.ReadCharge(answer.Body),
            cancellationToken
        );

    /// <summary>Writes the platform's ids onto an order. Safe to repeat.</summary>
    /// <remarks>The number is not documented for 2021-11: where Recharge answers 422, the id goes alone.</remarks>
    public async Task<RechargeAnswer<bool>> PutOrderIdsAsync(
        Store store,
        long orderId,
        PlatformIds ids,
        CallPriority priority,
        CancellationToken cancellationToken
    )
    {
        var answer = await PutOrderAsync(WriteBackBody.OrderIds(store.ApiVersion, ids));
        return IsUnprocessable(answer) ? await PutOrderAsync(WriteBackBody.OrderId(store.ApiVersion, ids.Id)) : answer;

        Task<RechargeAnswer<bool>> PutOrderAsync(byte[] body) =>
            SendAsync(
                new(store, HttpMethod.Put, Path("orders", orderId), body, priority),
                answer => IsWhole(answer, "order"),
                cancellationToken
            );
    }

    /// <summary>Writes a platform order's id onto a charge. Safe to repeat.</summary>
    public Task<RechargeAnswer<bool>> PutChargeIdAsync(
        Store store,
        long chargeId,
        string platformOrderId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            new(
                store,
                HttpMethod.Put,
                Path("charges", chargeId),
                WriteBackBody.OrderId(store.ApiVersion, platformOrderId),
                priority
            ),
            answer => IsWhole(answer, "charge"),
            cancellationToken
        );

    /// <summary>Lists the webhooks of the store's token; Recharge shows no others.</summary>
    public async Task<RechargeAnswer<IReadOnlyList<WebhookSubscription>>> GetWebhooksAsync(
        Store store,
        CancellationToken cancellationToken
    )
    {
        var webhooks = new List<WebhookSubscription>();
        var path = "/webhooks";
        for (var part = 0; part < MostWebhookParts; part++)
        {
            // Half a list would make the other half look deleted, and each would be created a second time.
            switch (
                await SendAsync(
                    new(store, HttpMethod.Get, path, null, CallPriority.Live),
                    answer => RechargePayload.ReadWebhooks(answer.Body),
                    cancellationToken
                )
            )
            {
                case RechargeAnswer<(IReadOnlyList<WebhookSubscription> Webhooks, string? Cursor)>.Failed failed:
                    return new RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed(failed.Failure);
                case RechargeAnswer<(IReadOnlyList<WebhookSubscription> Webhooks, string? Cursor)>.Ok
                {
                    Value: var (listed, cursor)
                }:
                    webhooks.AddRange(listed);
                    if (cursor is null)
                    {
                        return new RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Ok(webhooks);
                    }

                    path = $"/webhooks?cursor={Uri.EscapeDataString(cursor)}";
                    break;
            }
        }

        return new RechargeAnswer<IReadOnlyList<WebhookSubscription>>.Failed(
            new CallFailure(CallFailureKind.Ambiguous, "malformed", Detail: "the list of webhooks does not end")
        );
    }

    /// <summary>
    /// Creates a webhook. Not safe to repeat without listing first: Recharge accepts identical copies.
    /// </summary>
    /// <remarks>
    /// The field <c>version</c> is not documented: where Recharge answers 422, the webhook goes without it.
    /// </remarks>
    public async Task<RechargeAnswer<bool>> CreateWebhookAsync(
        Store store,
        string topic,
        string address,
        CancellationToken cancellationToken
    )
    {
        var answer = await PostAsync(store.Options.ApiVersion);
        return IsUnprocessable(answer) ? await PostAsync(version: null) : answer;

        Task<RechargeAnswer<bool>> PostAsync(string? version) =>
            SendAsync(
                new(store, HttpMethod.Post, "/webhooks", WebhookBody.Of(topic, address, version), CallPriority.Live),
                _ => true,
                cancellationToken
            );
    }

    /// <summary>Deletes a webhook; one that is gone already is as good.</summary>
    public async Task<RechargeAnswer<bool>> DeleteWebhookAsync(
        Store store,
        long id,
        CancellationToken cancellationToken
    )
    {
        var answer = await SendAsync(
            new(store, HttpMethod.Delete, Path("webhooks", id), null, CallPriority.Live),
            _ => true,
            cancellationToken
        );
        return answer is RechargeAnswer<bool>.Failed { Failure.Status: (int)HttpStatusCode.NotFound }
            ? new RechargeAnswer<bool>.Ok(true)
            : answer;
    }

    private async Task<RechargeAnswer<T>> SendAsync<T>(
        Call call,
        Func<HttpOutcome, T> read,
        CancellationToken cancellationToken
    )
    {
        var store = call.Store;
        if (await budget.TakeAsync(store, call.Priority, cancellationToken) is { } putOff)
        {
            return new RechargeAnswer<T>.Failed(
                new CallFailure(CallFailureKind.Deferred, "budget", RetryAfter: putOff)
            );
        }

        HttpOutcome? outcome = null;
        try
        {
            using var request = Request(call);
            outcome = await HttpOutcome.SendAsync(
                clients.CreateClient(ClientName),
                request,
                store.Options.Recharge.Timeout,
                clock,
                cancellationToken
            );
        }
        finally
        {
            budget.Learn(store, outcome?.Headers, outcome?.Status);
        }

        if (outcome.Failure is { } failure)
        {
            return new RechargeAnswer<T>.Failed(Advise(failure));
        }

        try
        {
            return new RechargeAnswer<T>.Ok(read(outcome));
        }
        catch (PayloadException)
        {
            // Truncated 200s are seen in practice: whether a write took effect has to be looked up.
            return new RechargeAnswer<T>.Failed(outcome.Malformed());
        }
    }

    private static CallFailure Advise(CallFailure failure) =>
        failure.Status switch
        {
            (int)HttpStatusCode.Conflict => failure with
            {
                Reason = "locked",
                RetryAfter = failure.RetryAfter ?? s_lockDelay,
            },
            (int)HttpStatusCode.TooManyRequests => failure with { RetryAfter = failure.RetryAfter ?? s_throttleDelay },
            _ => failure,
        };

    private static HttpRequestMessage Request(Call call)
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

    private static Func<HttpOutcome, RechargeOrder> ReadOrder(Store store) =>
        answer => RechargePayload.ReadOrder(answer.Body, store.TimeZone);

    private static bool IsWhole(HttpOutcome answer, string resource)
    {
        WriteBackAnswer.Check(answer.Body, resource);
        return true;
    }

    private static bool IsUnprocessable<T>(RechargeAnswer<T> answer) =>
        answer is RechargeAnswer<T>.Failed { Failure.Status: (int)HttpStatusCode.UnprocessableEntity };

    private static string Path(string resource, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"/{resource}/{id}");

    private readonly record struct Call(
        Store Store,
        HttpMethod Method,
        string PathAndQuery,
        byte[]? Body,
        CallPriority Priority
    );
}
