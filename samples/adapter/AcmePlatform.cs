using System.Net;
using System.Net.Http.Headers;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;

namespace Acme.Platform;

/// <summary>
/// Speaks to Acme, an ERP with a small REST API: an order is put under our reference, once; its e-mail and note can be
/// changed later, its lines cannot; it can be cancelled. It knows neither refunds nor carts.
/// </summary>
public sealed class AcmePlatform(PlatformHttp http, PlatformConnection connection, AcmeOptions options) : IOrderPlatform
{
    /// <inheritdoc/>
    public PlatformCapabilities Capabilities =>
        PlatformCapabilities.Email | PlatformCapabilities.Note | PlatformCapabilities.Cancel;

    /// <inheritdoc/>
    public Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken) =>
        AskAsync($"/orders/by-reference/{Uri.EscapeDataString(reference)}", cancellationToken);

    /// <inheritdoc/>
    public Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken) =>
        AskAsync($"/orders/{Uri.EscapeDataString(platformOrderId)}", cancellationToken);

    /// <inheritdoc/>
    public async Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken)
    {
        var (fields, lines) = (order.Order, order.Order.Lines.Value ?? []);
        if (lines.FirstOrDefault(line => line.Sku is null) is { Title: var title })
        {
            return Refused(CallFailureKind.Permanent, PlatformReason.UnknownVariant, $"'{title}' has no SKU");
        }

        var body = new AcmeOrder(
            options.Warehouse,
            fields.Email.Value,
            fields.Note.Value,
            fields.Totals.Total.Value,
            [.. lines.Select(line => new AcmeLine(line.Sku!, line.Quantity, line.UnitPrice))]
        );
        var path = $"/orders/by-reference/{Uri.EscapeDataString(fields.Reference)}";
        using var request = http.Request(HttpMethod.Put, path, body, AcmeJson.Default.AcmeOrder);
        var outcome = await SendAsync(request, cancellationToken);
        return outcome.Status switch
        {
            HttpStatusCode.Created => Order(outcome, ids => new PlatformAnswer.Made(ids)),

            // Acme's own words for what the engine has to tell apart.
            HttpStatusCode.UnprocessableEntity when Problem(outcome) is { Code: "no_stock", Text: var text } =>
                new PlatformAnswer.Failed(outcome.Judged(CallFailureKind.OutOfStock, PlatformReason.OutOfStock, text)),
            HttpStatusCode.UnprocessableEntity when Problem(outcome) is { Code: "unknown_warehouse", Text: var text } =>
                new PlatformAnswer.Failed(
                    outcome.Judged(CallFailureKind.Configuration, PlatformReason.Configuration, text)
                ),
            _ => Order(outcome, ids => new PlatformAnswer.Existed(ids)),
        };
    }

    /// <inheritdoc/>
    public async Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    )
    {
        var (fields, path) = (update.Order.Order, $"/orders/{Uri.EscapeDataString(platformOrderId)}");
        var change = new AcmeChange(Said(fields.Email), Said(fields.Note), fields.Totals.Total.Value);
        using var request = http.Request(HttpMethod.Patch, path, change, AcmeJson.Default.AcmeChange);
        var outcome = await SendAsync(request, cancellationToken);
        return outcome.Status switch
        {
            HttpStatusCode.NotFound => new PlatformAnswer.NotFound(),
            HttpStatusCode.Conflict => new PlatformAnswer.NotCarried(["lines", "totals"], "Acme keeps what was ordered."),
            _ => Order(outcome, ids => new PlatformAnswer.Existed(ids)),
        };
    }

    /// <inheritdoc/>
    public async Task<PlatformChange> CancelAsync(
        PlatformCancellation cancellation,
        CancellationToken cancellationToken
    )
    {
        var path = $"/orders/{Uri.EscapeDataString(cancellation.PlatformOrderId)}/cancel";
        using var request = http.Request(HttpMethod.Post, path, "{}"u8.ToArray());
        var outcome = await SendAsync(request, cancellationToken);
        return outcome.Status switch
        {
            HttpStatusCode.NotFound => new PlatformChange.NotFound(),
            HttpStatusCode.Conflict => new PlatformChange.NotPossible(Problem(outcome)?.Text ?? "Acme refuses it."),
            _ => outcome.Failure is { } failure ? new PlatformChange.Failed(failure) : new PlatformChange.Done(),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken)
    {
        using var request = http.Request(HttpMethod.Get, $"/warehouses/{Uri.EscapeDataString(options.Warehouse)}");
        var outcome = await SendAsync(request, cancellationToken);
        var isThere = outcome.Status != HttpStatusCode.NotFound;
        return isThere && outcome.Failure is { } failure
            ? [PlatformFinding.Of(failure, connection)]
            :
            [
                PlatformFinding.Ok(PlatformFinding.Credentials, "Acme answers and knows the key."),
                isThere
                    ? PlatformFinding.Ok("warehouse", $"The warehouse {options.Warehouse} is there.")
                    : PlatformFinding.Failed(
                        "warehouse",
                        $"Acme has no warehouse {options.Warehouse}.",
                        $"Correct {connection.Key}:Acme:Warehouse."
                    ),
            ];
    }

    // Acme keeps what is left out, and empties what is empty.
    private static string? Said(Maybe<string?> text) => text.IsMentioned ? text.Value ?? "" : null;

    private static PlatformAnswer.Failed Refused(CallFailureKind kind, string reason, string detail) =>
        new(new CallFailure(kind, reason, Detail: detail) { Blame = Blame.Order });

    private static AcmeProblem? Problem(HttpOutcome outcome) => outcome.Read(AcmeJson.Default.AcmeProblem).Value;

    private static PlatformAnswer Order(HttpOutcome outcome, Func<PlatformIds, PlatformAnswer> there) =>
        outcome.Failure is { } failure ? new PlatformAnswer.Failed(failure)
        : outcome.Read(AcmeJson.Default.AcmeIds).Value is { Id: { Length: > 0 } id } ids
            ? there(new PlatformIds(id, ids.Number ?? id))
        : new PlatformAnswer.Failed(outcome.Malformed("an order with an 'id' was expected"));

    private async Task<PlatformAnswer> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var request = http.Request(HttpMethod.Get, path);
        var outcome = await SendAsync(request, cancellationToken);
        return outcome.Status == HttpStatusCode.NotFound
            ? new PlatformAnswer.NotFound()
            : Order(outcome, ids => new PlatformAnswer.Existed(ids));
    }

    private Task<HttpOutcome> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.ApiKey);
        return http.SendAsync(request, cancellationToken);
    }
}
