using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Inbox;

/// <summary>The public ingress: <c>POST /webhooks/recharge/{store}/{resource}/{event}</c>.</summary>
internal sealed class WebhookEndpoints(
    StoreRegistry stores,
    InboxWriter inbox,
    BodyBudget bodies,
    IOptions<InboxOptions> options,
    InboxMetrics metrics,
    RejectedDeliveries rejected,
    TimeProvider clock,
    ILogger<WebhookEndpoints> log
)
{
    /// <summary>Maps the ingress. Every other method or path is 404 or 405.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(
            "/webhooks/recharge/{store}/{resource}/{event}",
            (
                string store,
                string resource,
                string @event,
                HttpRequest request,
                WebhookEndpoints webhooks,
                CancellationToken cancellationToken
            ) => webhooks.ReceiveAsync(store, resource, @event, request, cancellationToken)
        );

    private async Task<Results<Ok<DeliveryReceipt>, ProblemHttpResult>> ReceiveAsync(
        string storeName,
        string resource,
        string @event,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!stores.TryGet(storeName, out var store))
        {
            return Reject(
                new RejectedDelivery("unknown_store"),
                StatusCodes.Status404NotFound,
                "Unknown store",
                "The address names no configured store: "
                    + "correct the webhook's address, or add the store to the configuration."
            );
        }

        if (RechargeTopic.Find(resource, @event) is not { } topic)
        {
            return Reject(
                new RejectedDelivery("unknown_topic", store.Name),
                StatusCodes.Status404NotFound,
                "Unknown topic",
                $"This service takes {string.Join(", ", RechargeTopic.All.Select(t => t.Name))}: "
                    + "delete or correct this subscription."
            );
        }

        RawBody raw;
        try
        {
            raw = await RawBody.ReadAsync(request, options.Value.MaxBodyBytes, bodies, cancellationToken);
        }
        catch (BadHttpRequestException exception)
        {
            return Reject(
                new RejectedDelivery("broken_body", store.Name, topic.Name),
                exception.StatusCode,
                "The body did not arrive whole",
                "Send the whole body, faster than the server's least rate."
            );
        }

        if (raw.Bytes is not { } body)
        {
            return raw.IsTooLarge
                ? RejectTooLarge(store, topic)
                : RejectForNow(
                    request,
                    new RejectedDelivery("no_room", store.Name, topic.Name),
                    "Too many large bodies at once; this one was not read. Deliver it again later."
                );
        }

        var signature = CheckSignature(request, store, body);
        return signature == SignatureVerdict.Valid
            ? await StoreAsync(store, topic, body, request, cancellationToken)
            : RejectSignature(store, topic, body.Length, signature);
    }

    private SignatureVerdict CheckSignature(HttpRequest request, Store store, byte[] body) =>
        RechargeSignature.Check(
            body,
            Header(request, RechargeSignature.LegacyHeader),
            Header(request, RechargeSignature.TimestampedHeader),
            store.Secrets,
            clock.GetUtcNow(),
            store.Options.AcceptLegacySignature
        );

    private async Task<Results<Ok<DeliveryReceipt>, ProblemHttpResult>> StoreAsync(
        Store store,
        RechargeTopic topic,
        byte[] body,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (Header(request, "X-Recharge-Topic") is { } hint && hint != topic.Name)
        {
            log.TopicHintDiffers(store.Name, topic.Name);
        }

        var envelope = WebhookEnvelope.Read(body, topic);
        var delivery = new Delivery(
            store.Name,
            topic.Name,
            envelope.Resource,
            body,
            envelope.Problem,
            Activity.Current?.Id
        );
        try
        {
            // The row counts even if the sender hangs up meanwhile, so only our own deadline ends the wait.
            using var deadline = new CancellationTokenSource(options.Value.StoreTimeout, clock);
            var verdict = await inbox.StoreAsync(delivery, deadline.Token);
            metrics.Accepted(store.Name, topic.Name, verdict);
            if (verdict == DeliveryVerdict.Duplicate)
            {
                rejected.Note(new RejectedDelivery(null, store.Name, topic.Name, body.Length));
            }
            else if (verdict == DeliveryVerdict.Quarantined)
            {
                log.DeliveryQuarantined(store.Name, topic.Name, envelope.Problem!);
            }

            return TypedResults.Ok(DeliveryReceipt.Of(verdict));
        }
        catch (Exception exception)
            when (exception
                    is NpgsqlException
                        or OperationCanceledException
                        or TimeoutException
                        or InvalidOperationException
            )
        {
            log.CannotStore(exception, store.Name, topic.Name);
            return RejectForNow(
                request,
                new RejectedDelivery("cannot_store", store.Name, topic.Name, body.Length),
                "The delivery was not stored. Deliver it again later."
            );
        }
    }

    private ProblemHttpResult RejectTooLarge(Store store, RechargeTopic topic) =>
        Reject(
            new RejectedDelivery("too_large", store.Name, topic.Name),
            StatusCodes.Status413PayloadTooLarge,
            "Body too large",
            $"The largest accepted body is {options.Value.MaxBodyBytes} bytes (Inbox:MaxBodyBytes)."
        );

    private ProblemHttpResult RejectForNow(HttpRequest request, RejectedDelivery delivery, string detail)
    {
        request.HttpContext.Response.Headers.RetryAfter = 5.ToString(CultureInfo.InvariantCulture);
        return Reject(delivery, StatusCodes.Status503ServiceUnavailable, "Cannot store now", detail);
    }

    private ProblemHttpResult RejectSignature(Store store, RechargeTopic topic, int bytes, SignatureVerdict verdict)
    {
        log.SignatureRejected(store.Name, verdict);
        var detail = verdict switch
        {
            SignatureVerdict.Missing =>
                $"Send {RechargeSignature.TimestampedHeader} or {RechargeSignature.LegacyHeader}.",
            SignatureVerdict.Malformed =>
                "The signature header cannot be read: t=<epoch seconds>,v1=<64 hex characters>, "
                    + "or 64 hex characters in the legacy header.",
            SignatureVerdict.Expired => "The signature's timestamp is more than 48 hours from now: check the clocks.",
            _ => "The signature does not fit the raw body under any active API Client Secret of this store.",
        };
        return Reject(
            new RejectedDelivery($"signature_{verdict}".ToLowerInvariant(), store.Name, topic.Name, bytes),
            StatusCodes.Status401Unauthorized,
            "Signature refused",
            detail
        );
    }

    private ProblemHttpResult Reject(RejectedDelivery delivery, int status, string title, string detail)
    {
        metrics.Rejected(delivery.Reason!);
        rejected.Note(delivery);
        return TypedResults.Problem(detail, statusCode: status, title: title);
    }

    // A header that stands twice with one value, as proxies write it, is one. Of two values neither counts: the empty
    // text is a header that cannot be read.
    private static string? Header(HttpRequest request, string name)
    {
        if (!request.Headers.TryGetValue(name, out var values) || values.Count == 0)
        {
            return null;
        }

        if (values.Count == 1)
        {
            return values[0];
        }

        var first = values[0].AsSpan().Trim();
        foreach (var value in values)
        {
            if (!value.AsSpan().Trim().SequenceEqual(first))
            {
                return "";
            }
        }

        return first.ToString();
    }
}
