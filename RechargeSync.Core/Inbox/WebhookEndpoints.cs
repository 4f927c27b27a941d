using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Batching;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Inbox;

/// <summary>The public ingress: <c>POST /webhooks/recharge/{store}/{resource}/{event}</c>.</summary>
internal sealed class WebhookEndpoints(
    StoreRegistry stores,
    InboxWriter inbox,
    BodyBudget bodies,
    IOptions<InboxOptions> options,
    InboxMetrics metrics,
    WebhookRefusals refusals,
    RejectedDeliveries rejected,
    RefusalWatch watch,
    LegacyUse legacy,
    TimeProvider clock,
    ILogger<WebhookEndpoints> log
)
{
    private static readonly TimeSpan s_linger = TimeSpan.FromMilliseconds(250);

    /// <summary>Maps the ingress. Every other method or path is 404 or 405.</summary>
    /// <remarks>As a plain delegate: one that is bound by its parameters is compiled at start.</remarks>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(
            "/webhooks/recharge/{store}/{resource}/{event}",
            context => context.RequestServices.GetRequiredService<WebhookEndpoints>().AnswerAsync(context)
        );

    private async Task AnswerAsync(HttpContext context)
    {
        var answer = await ReceiveAsync(
            Part(context, "store"),
            Part(context, "resource"),
            Part(context, "event"),
            context.Request,
            context.RequestAborted
        );
        if (answer.Result is ProblemHttpResult && context.Request.ContentLength is null or > OversizeBody.MaxBytes)
        {
            HangUp(context);
        }

        await answer.ExecuteAsync(context);
    }

    private static string Part(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    // After its answer the server would read on for five seconds, as fast as the sender sends. Of a body that may have
    // no end nothing more is read; the answer gets a moment to arrive.
    private void HangUp(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        context.Response.OnCompleted(async () =>
        {
            await Task.Delay(s_linger, clock, CancellationToken.None);
            context.Abort();
        });
    }

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
            return refusals.UnknownStore();
        }

        if (RechargeTopic.Find(resource, @event) is not { } topic)
        {
            return refusals.UnknownTopic(store);
        }

        var claim = SignatureClaim.Read(
            Header(request, RechargeSignature.LegacyHeader),
            Header(request, RechargeSignature.TimestampedHeader),
            clock.GetUtcNow(),
            store.Options.AcceptLegacySignature
        );
        var webhook = new Webhook(store, topic, claim, request);

        // Refused whatever the body is, so that is not read.
        if (claim.Verdict != SignatureVerdict.Valid)
        {
            return request.ContentLength > options.Value.MaxBodyBytes
                ? refusals.TooLarge(webhook, options.Value.MaxBodyBytes)
                : refusals.Signature(webhook, claim.Verdict);
        }

        var time = new BodyTime(options.Value.ReadTimeout, clock);
        var raw = await RawBody.ReadAsync(request, options.Value.MaxBodyBytes, bodies, time, cancellationToken);
        try
        {
            return raw switch
            {
                { Outcome: BodyOutcome.TooLarge } => await ReadOversizeAsync(webhook, time, cancellationToken),
                { Outcome: BodyOutcome.Whole, Bytes: { } body } => await CheckAsync(webhook, body),
                _ => refusals.Unread(webhook, raw.Outcome),
            };
        }
        finally
        {
            raw.Share?.Dispose();
        }
    }

    private Task<Results<Ok<DeliveryReceipt>, ProblemHttpResult>> CheckAsync(Webhook webhook, byte[] body)
    {
        var verdict = webhook.Claim.Check(body, webhook.Store.Secrets);
        return verdict == SignatureVerdict.Valid ? StoreWholeAsync(webhook, body)
            : PackedBody.EncodingOf(webhook.Request) is { } encoding ? UnpackAsync(webhook, body, encoding)
            : Task.FromResult<Results<Ok<DeliveryReceipt>, ProblemHttpResult>>(
                refusals.Signature(webhook, verdict, body.Length)
            );
    }

    // Recharge signs what it sends, and sends it plain: what a proxy has packed on the way fits only unpacked.
    private async Task<Results<Ok<DeliveryReceipt>, ProblemHttpResult>> UnpackAsync(
        Webhook webhook,
        byte[] packed,
        string encoding
    )
    {
        var cap = PackedBody.Cap(packed.Length, options.Value.MaxBodyBytes);
        using var share = new BodyShare(bodies, webhook.Request.Source());
        if (!share.TryGrow(cap))
        {
            return refusals.Unread(webhook, BodyOutcome.NoRoom);
        }

        return
            PackedBody.Unpack(packed, encoding, cap) is { } body
            && webhook.Claim.Check(body, webhook.Store.Secrets) == SignatureVerdict.Valid
            ? await StoreWholeAsync(webhook, body)
            : refusals.Packed(webhook, packed.Length, encoding);
    }

    private async Task<Results<Ok<DeliveryReceipt>, ProblemHttpResult>> ReadOversizeAsync(
        Webhook webhook,
        BodyTime time,
        CancellationToken cancellationToken
    )
    {
        // Whether it is JSON cannot be told from its head.
        var most = webhook.Claim.IsLegacy ? options.Value.MaxBodyBytes : OversizeBody.MaxBytes;
        if (webhook.Claim.IsLegacy || webhook.Request.ContentLength > most)
        {
            RawBody.Drop(webhook.Request);
            return refusals.TooLarge(webhook, most);
        }

        using var share = new BodyShare(bodies, webhook.Request.Source());
        if (!share.TryGrow(OversizeBody.Share))
        {
            RawBody.Drop(webhook.Request);
            return refusals.Unread(webhook, BodyOutcome.NoRoom);
        }

        var body = await OversizeBody.ReadAsync(webhook, time, cancellationToken);
        return body.Outcome switch
        {
            BodyOutcome.Whole when body.IsSigned => await StoreAsync(webhook, webhook.Oversize(body)),
            BodyOutcome.Whole => refusals.Signature(webhook, SignatureVerdict.Wrong, body.Length),
            BodyOutcome.TooLarge => refusals.TooLarge(webhook, OversizeBody.MaxBytes),
            _ => refusals.Unread(webhook, body.Outcome),
        };
    }

    private async Task<Results<Ok<DeliveryReceipt>, ProblemHttpResult>> StoreWholeAsync(Webhook webhook, byte[] body)
    {
        var delivery = webhook.Delivery(body);
        return webhook.Claim.IsLegacy && !delivery.IsJson
            ? refusals.NotJson(webhook, body.Length)
            : await StoreAsync(webhook, delivery);
    }

    private async Task<Results<Ok<DeliveryReceipt>, ProblemHttpResult>> StoreAsync(Webhook webhook, Delivery delivery)
    {
        var (store, topic) = (delivery.Store, delivery.Topic);
        LinkSender(webhook.Request);
        if (Header(webhook.Request, "X-Recharge-Topic") is { } hint && hint != topic)
        {
            log.TopicHintDiffers(store, topic);
        }

        try
        {
            // The row counts even if the sender hangs up meanwhile, so only our own deadline ends the wait.
            using var deadline = new CancellationTokenSource(options.Value.StoreTimeout, clock);
            var verdict = await inbox.StoreAsync(delivery, deadline.Token);
            metrics.Accepted(store, topic, verdict);
            watch.Accepted(store);
            if (webhook.Claim.IsLegacy)
            {
                metrics.LegacyAccepted(store);
                legacy.Note(store);
            }

            if (verdict == DeliveryVerdict.Duplicate)
            {
                rejected.Note(new RejectedDelivery(null, store, topic, delivery.Body.Length));
            }
            else if (verdict == DeliveryVerdict.Quarantined)
            {
                log.DeliveryQuarantined(store, topic, delivery.Problem!);
            }

            return TypedResults.Ok(DeliveryReceipt.Of(verdict));
        }
        catch (QueueFullException)
        {
            return refusals.QueueFull(webhook, delivery.Body.Length);
        }
        catch (Exception exception)
            when (exception
                    is NpgsqlException
                        or OperationCanceledException
                        or TimeoutException
                        or InvalidOperationException
            )
        {
            return refusals.NotStored(webhook, delivery.Body.Length, exception);
        }
    }

    // The trace is ours from here on; whoever has signed may have one that goes on in it.
    private static void LinkSender(HttpRequest request)
    {
        foreach (var link in RechargeSyncTelemetry.Links(request.Headers.TraceParent))
        {
            Activity.Current?.AddLink(link);
        }
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
