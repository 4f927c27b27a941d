using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RechargeSync.Core.Http;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Platforms.Http;

/// <summary>Speaks the platform API of docs/platform-api.md, which MockPlatform serves.</summary>
internal sealed class HttpOrderPlatform(PlatformOptions options, IHttpClientFactory clients) : IOrderPlatform
{
    public const string ClientName = "platform";

    private const string VersionHeader = "Order-Version";

    private readonly string _base = options.BaseUrl.TrimEnd('/');

    public async Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"/orders?reference={Uri.EscapeDataString(reference)}");
        var outcome = await SendAsync(request, cancellationToken);
        if (outcome.FailureOfKnownAddress is { } failure)
        {
            return new PlatformAnswer.Failed(failure);
        }

        var (list, problem) = Read(outcome, HttpAnswersJson.Default.HttpOrderList);
        if (list is not { Orders: { } orders })
        {
            return Malformed(outcome, problem ?? "an object with the list 'orders' was expected");
        }

        return orders.FirstOrDefault(order => order?.Is(reference) == true) is { } found
            ? Order(outcome, found)
            : new PlatformAnswer.NotFound();
    }

    public async Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "/orders", order.Json);
        request.Headers.Add("Idempotency-Key", order.Order.Reference);
        var outcome = await SendAsync(request, cancellationToken);
        return outcome is { Status: HttpStatusCode.Conflict } ? new PlatformAnswer.Taken()
            : outcome.FailureOfKnownAddress is { } failure ? new PlatformAnswer.Failed(failure)
            : Order(outcome);
    }

    public async Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    )
    {
        var path = $"/orders/{Uri.EscapeDataString(platformOrderId)}";
        using var request = Request(HttpMethod.Patch, path, update.Order.Json);
        request.Headers.Add(VersionHeader, update.Version.ToString(CultureInfo.InvariantCulture));
        var outcome = await SendAsync(request, cancellationToken);
        return IsGone(outcome) ? new PlatformAnswer.NotFound()
            : outcome.Status is HttpStatusCode.PreconditionFailed
                ? new PlatformAnswer.Outdated(Read(outcome, HttpAnswersJson.Default.HttpOutdated).Answer?.Version ?? 0)
            : Order(outcome);
    }

    public async Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"/orders/{Uri.EscapeDataString(platformOrderId)}");
        var outcome = await SendAsync(request, cancellationToken);
        return IsGone(outcome) ? new PlatformAnswer.NotFound()
            : outcome.Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented
                ? new PlatformAnswer.NotSupported()
            : Order(outcome);
    }

    public async Task<PlatformChange> CancelAsync(string platformOrderId, CancellationToken cancellationToken)
    {
        using var request = Request(
            HttpMethod.Post,
            $"/orders/{Uri.EscapeDataString(platformOrderId)}/cancel",
            "{}"u8.ToArray()
        );
        return Change(await SendAsync(request, cancellationToken));
    }

    public async Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    )
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(HttpRefund.Of(refund), HttpAnswersJson.Default.HttpRefund);
        using var request = Request(HttpMethod.Post, $"/orders/{Uri.EscapeDataString(platformOrderId)}/refunds", json);
        return Change(await SendAsync(request, cancellationToken));
    }

    public async Task<CallFailure?> ClearCartAsync(string cartId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, $"/carts/{Uri.EscapeDataString(cartId)}/items");
        request.Options.Set(CallClients.ShownUrl, _base + "/carts/*/items");
        var outcome = await SendAsync(request, cancellationToken);
        return IsGone(outcome) ? null : outcome.Failure;
    }

    private static bool IsGone(HttpOutcome outcome) => outcome.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static bool HasNoSuchCall(HttpOutcome outcome) =>
        IsGone(outcome) || outcome.Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented;

    private static PlatformChange Change(HttpOutcome outcome) =>
        outcome.IsSuccess ? new PlatformChange.Done()
        : HasNoSuchCall(outcome) ? new PlatformChange.NotFound()
        : outcome.Status is HttpStatusCode.Conflict
            ? new PlatformChange.NotPossible(
                Read(outcome, HttpAnswersJson.Default.HttpProblem).Answer is { Detail: { Length: > 0 } detail }
                    ? detail
                    : "the platform answered 409 without a detail"
            )
        : new PlatformChange.Failed(outcome.Failure!);

    private static PlatformAnswer Order(HttpOutcome outcome) =>
        outcome.Failure is { } failure
            ? new PlatformAnswer.Failed(failure)
            : Read(outcome, HttpAnswersJson.Default.HttpOrder) switch
            {
                (var order, null) => Order(outcome, order),
                (_, var problem) => Malformed(outcome, problem),
            };

    private static PlatformAnswer Order(HttpOutcome outcome, HttpOrder? order)
    {
        var (ids, problem) = order?.Read() ?? (null, "an object with an 'id' was expected");
        return ids is null ? Malformed(outcome, problem!) : new PlatformAnswer.Ok(ids);
    }

    private static PlatformAnswer.Failed Malformed(HttpOutcome outcome, string problem) =>
        new(outcome.Malformed(problem));

    private Task<HttpOutcome> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        HttpOutcome.SendAsync(
            clients.CreateClient(ClientName),
            request,
            options.Timeout,
            AnswerLimit.Ids,
            TimeProvider.System,
            cancellationToken
        );

    private HttpRequestMessage Request(HttpMethod method, string path, byte[]? json = null)
    {
        var request = new HttpRequestMessage(method, _base + path);
        if (options.ApiKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(json)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
        }

        return request;
    }

    private static (T? Answer, string? Problem) Read<T>(HttpOutcome outcome, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return (JsonSerializer.Deserialize(outcome.Body, type), null);
        }
        catch (JsonException)
        {
            return (null, "the answer is not JSON, or not of the expected form");
        }
    }
}
