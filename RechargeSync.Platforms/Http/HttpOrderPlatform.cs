using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Http;

/// <summary>Speaks the platform API of docs/platform-api.md, which MockPlatform serves.</summary>
internal sealed class HttpOrderPlatform(PlatformConnection connection, PlatformHttp http) : IOrderPlatform
{
    /// <summary>The value of <c>Platform:Kind</c>.</summary>
    public const string Kind = "http";

    /// <summary>More than a shop's server bears: who serves the API decides what it bears.</summary>
    public const int DefaultConcurrency = 64;

    private const string VersionHeader = "Order-Version";

    // No order of Recharge has this number.
    private const string NobodysReference = "recharge:doctor:0";

    public PlatformCapabilities Capabilities =>
        PlatformCapabilities.EveryChange
        | PlatformCapabilities.Versions
        | PlatformCapabilities.Cancel
        | PlatformCapabilities.Refund
        | PlatformCapabilities.Cart;

    public async Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken)
    {
        using var request = http.Request(HttpMethod.Get, $"/orders?reference={Uri.EscapeDataString(reference)}");
        var outcome = await SendAsync(request, cancellationToken);
        if (outcome.FailureOfKnownAddress is { } failure)
        {
            return new PlatformAnswer.Failed(failure);
        }

        var (list, problem) = outcome.Read(HttpAnswersJson.Default.HttpOrderList);
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
        using var request = http.Request(HttpMethod.Post, "/orders", order.Json);
        request.Headers.Add("Idempotency-Key", order.Order.Reference);
        var outcome = await SendAsync(request, cancellationToken);

        if (outcome is { Status: HttpStatusCode.Conflict })
        {
            return new PlatformAnswer.Taken();
        }

        if (outcome.FailureOfKnownAddress is { } failure)
        {
            return new PlatformAnswer.Failed(failure);
        }

        // A 200 repeats the answer to the same call, which had the same contents.
        var answer = Order(outcome);
        return answer is PlatformAnswer.Existed { Ids: var ids } ? new PlatformAnswer.Made(ids) : answer;
    }

    public async Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    )
    {
        var path = $"/orders/{Uri.EscapeDataString(platformOrderId)}";
        using var request = http.Request(HttpMethod.Patch, path, update.Order.Json);
        request.Headers.Add(VersionHeader, update.Version.ToString(CultureInfo.InvariantCulture));
        var outcome = await SendAsync(request, cancellationToken);
        return IsGone(outcome) ? new PlatformAnswer.NotFound()
            : outcome.Status is HttpStatusCode.PreconditionFailed
                ? new PlatformAnswer.Outdated(outcome.Read(HttpAnswersJson.Default.HttpOutdated).Value?.Version ?? 0)
            : Order(outcome);
    }

    public async Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken)
    {
        using var request = http.Request(HttpMethod.Get, $"/orders/{Uri.EscapeDataString(platformOrderId)}");
        var outcome = await SendAsync(request, cancellationToken);
        return IsGone(outcome) ? new PlatformAnswer.NotFound()
            : outcome.Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented
                ? new PlatformAnswer.NotSupported()
            : Order(outcome);
    }

    public async Task<PlatformChange> CancelAsync(
        PlatformCancellation cancellation,
        CancellationToken cancellationToken
    )
    {
        var path = $"/orders/{Uri.EscapeDataString(cancellation.PlatformOrderId)}/cancel";
        using var request = http.Request(HttpMethod.Post, path, "{}"u8.ToArray());
        return Change(await SendAsync(request, cancellationToken));
    }

    public async Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    )
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(HttpRefund.Of(refund), HttpAnswersJson.Default.HttpRefund);
        using var request = http.Request(HttpMethod.Post, $"/orders/{Uri.EscapeDataString(platformOrderId)}/refunds", json);
        return Change(await SendAsync(request, cancellationToken));
    }

    public async Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken)
    {
        using var request = http.Request(HttpMethod.Delete, $"/carts/{Uri.EscapeDataString(cart.Id)}/items");
        http.Show(request, "/carts/*/items");
        var outcome = await SendAsync(request, cancellationToken);
        return IsGone(outcome) ? null : outcome.Failure;
    }

    public async Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken) =>
        [
            await FindAsync(NobodysReference, cancellationToken) is PlatformAnswer.Failed { Failure: var failure }
                ? PlatformFinding.Of(failure, connection)
                : PlatformFinding.Ok(PlatformFinding.Credentials, "The platform answers and knows the key."),
        ];

    private static bool IsGone(HttpOutcome outcome) => outcome.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static bool HasNoSuchCall(HttpOutcome outcome) =>
        IsGone(outcome) || outcome.Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented;

    private static PlatformChange Change(HttpOutcome outcome) =>
        outcome.IsSuccess ? new PlatformChange.Done()
        : HasNoSuchCall(outcome) ? new PlatformChange.NotFound()
        : outcome.Status is HttpStatusCode.Conflict
            ? new PlatformChange.NotPossible(
                outcome.Read(HttpAnswersJson.Default.HttpProblem).Value is { Detail: { Length: > 0 } detail }
                    ? detail
                    : "the platform answered 409 without a detail"
            )
        : new PlatformChange.Failed(outcome.Failure!);

    private static PlatformAnswer Order(HttpOutcome outcome) =>
        outcome.Failure is { } failure
            ? new PlatformAnswer.Failed(failure)
            : outcome.Read(HttpAnswersJson.Default.HttpOrder) switch
            {
                (var order, null) => Order(outcome, order),
                (_, var problem) => Malformed(outcome, problem),
            };

    private static PlatformAnswer Order(HttpOutcome outcome, HttpOrder? order)
    {
        var (ids, problem) = order?.Read() ?? (null, "an object with an 'id' was expected");
        return ids is null ? Malformed(outcome, problem!) : new PlatformAnswer.Existed(ids);
    }

    private static PlatformAnswer.Failed Malformed(HttpOutcome outcome, string problem) =>
        new(outcome.Malformed(problem));

    private Task<HttpOutcome> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (connection.ApiKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.ApiKey);
        }

        return http.SendAsync(request, cancellationToken);
    }
}
