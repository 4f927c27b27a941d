using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Inbox;

/// <summary>What the ingress answers to what it does not take: problem+json that says what to do.</summary>
internal sealed class WebhookRefusals(
    InboxMetrics metrics,
    RejectedDeliveries rejected,
    RefusalWatch watch,
    LogSampler sampler,
    ILogger<WebhookRefusals> log
)
{
    private const int RetryAfterSeconds = 5;

    public ProblemHttpResult UnknownStore() =>
        Refuse(
            new RejectedDelivery("unknown_store"),
            StatusCodes.Status404NotFound,
            "Unknown store",
            "The address names no configured store: "
                + "correct the webhook's address, or add the store to the configuration."
        );

    public ProblemHttpResult UnknownTopic(Store store) =>
        Refuse(
            new RejectedDelivery("unknown_topic", store.Name),
            StatusCodes.Status404NotFound,
            "Unknown topic",
            $"This service takes {string.Join(", ", RechargeTopic.All.Select(t => t.Name))}: "
                + "delete or correct this subscription."
        );

    /// <param name="webhook">The webhook.</param>
    /// <param name="verdict">What is the matter with its signature.</param>
    /// <param name="bytes">Size of its body; null where it was not read.</param>
    public ProblemHttpResult Signature(Webhook webhook, SignatureVerdict verdict, long? bytes = null) =>
        Unsigned(
            webhook,
            verdict,
            bytes,
            verdict switch
            {
                SignatureVerdict.Missing => $"Send {RechargeSignature.TimestampedHeader}, as Recharge does.",
                SignatureVerdict.Legacy => $"{RechargeSignature.LegacyHeader} alone is not enough. Recharge sends "
                    + $"{RechargeSignature.TimestampedHeader} too: look for a proxy that drops it, or accept the other by "
                    + $"Stores:{webhook.Store.Name}:AcceptLegacySignature.",
                SignatureVerdict.Malformed =>
                    "The signature header cannot be read: t=<epoch seconds>,v1=<64 hex characters>, "
                        + "or 64 hex characters in the legacy header.",
                SignatureVerdict.Expired =>
                    "The signature's timestamp is more than 48 hours ago, or more than 5 minutes ahead: check the clocks.",
                _ => "The signature does not fit the raw body under any active API Client Secret of this store.",
            }
        );

    /// <summary>A body that fits neither as it came nor unpacked.</summary>
    public ProblemHttpResult Packed(Webhook webhook, int bytes, string encoding) =>
        Unsigned(
            webhook,
            SignatureVerdict.Wrong,
            bytes,
            $"The body came compressed, with Content-Encoding '{Shown(encoding)}', and the signature fits it neither so nor "
                + "unpacked. Recharge sends it plain: let the proxy in front of this service hand request bodies on as they "
                + "are, without compressing them (Envoy: request_direction_config of the compressor filter)."
                + (
                    PackedBody.CanUnpack(encoding)
                        ? ""
                        : $" Unpacked here are {string.Join(", ", PackedBody.Known)} alone."
                )
        );

    /// <summary>
    /// A body that is no JSON under the legacy header alone: that is a plain hash, which can be continued without the
    /// secret, though not so that JSON comes of it.
    /// </summary>
    public ProblemHttpResult NotJson(Webhook webhook, int bytes) =>
        Unsigned(
            webhook,
            SignatureVerdict.Legacy,
            bytes,
            $"{RechargeSignature.LegacyHeader} alone vouches for JSON only, and the body is none: send "
                + $"{RechargeSignature.TimestampedHeader} too."
        );

    /// <param name="webhook">The webhook.</param>
    /// <param name="most">The size up to which it would have been read.</param>
    public ProblemHttpResult TooLarge(Webhook webhook, long most) =>
        Refuse(
            Rejected("too_large", webhook),
            StatusCodes.Status413PayloadTooLarge,
            "Body too large",
            $"The largest body that is read is {most} bytes."
        );

    /// <summary>A body that did not come, or found no room.</summary>
    public ProblemHttpResult Unread(Webhook webhook, BodyOutcome outcome)
    {
        if (outcome == BodyOutcome.NoRoom)
        {
            return NoPlace(
                webhook,
                Rejected("no_room", webhook),
                "Too many large bodies at once; this one was not read. Deliver it again later."
            );
        }

        if (outcome == BodyOutcome.Gone)
        {
            // The server would else try to read the rest, and log that with a stack trace.
            webhook.Request.HttpContext.Abort();
        }

        // Nothing more of it is waited for.
        webhook.Request.HttpContext.Response.Headers.Connection = "close";
        return outcome == BodyOutcome.Late
            ? Refuse(
                Rejected("late_body", webhook),
                StatusCodes.Status408RequestTimeout,
                "The body did not arrive in time",
                "Send the whole body at once."
            )
            : Refuse(
                Rejected("broken_body", webhook),
                StatusCodes.Status400BadRequest,
                "The body did not arrive whole",
                "Send the whole body."
            );
    }

    public ProblemHttpResult NotStored(Webhook webhook, int bytes, Exception exception)
    {
        if (sampler.Count(webhook.Store.Name, "cannot_store") is > 0 and var count)
        {
            log.CannotStore(exception, webhook.Topic.Name, webhook.Store.Name, count);
        }

        return ForNow(
            webhook,
            Rejected("cannot_store", webhook, bytes),
            "The delivery was not stored. Deliver it again later."
        );
    }

    public ProblemHttpResult QueueFull(Webhook webhook, int bytes) =>
        NoPlace(
            webhook,
            Rejected("queue_full", webhook, bytes),
            "Too many deliveries wait to be stored; this one was not. Deliver it again later."
        );

    private ProblemHttpResult Unsigned(Webhook webhook, SignatureVerdict verdict, long? bytes, string detail)
    {
        watch.Refused(webhook.Store.Name);
        var reason = $"signature_{verdict}".ToLowerInvariant();
        if (sampler.Count(webhook.Store.Name, reason) is > 0 and var count)
        {
            var address = webhook.Request.HttpContext.Connection.RemoteIpAddress;
            log.SignatureRejected(webhook.Store.Name, verdict, count, address);
        }

        return Refuse(Rejected(reason, webhook, bytes), StatusCodes.Status401Unauthorized, "Signature refused", detail);
    }

    private ProblemHttpResult NoPlace(Webhook webhook, RejectedDelivery delivery, string detail)
    {
        if (sampler.Count(delivery.Store, delivery.Reason!) is > 0 and var count)
        {
            log.RejectedForNow(delivery.Store, delivery.Reason!, count);
        }

        return ForNow(webhook, delivery, detail);
    }

    private ProblemHttpResult ForNow(Webhook webhook, RejectedDelivery delivery, string detail)
    {
        webhook.Request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(
            CultureInfo.InvariantCulture
        );
        return Refuse(delivery, StatusCodes.Status503ServiceUnavailable, "Cannot store now", detail);
    }

    private ProblemHttpResult Refuse(RejectedDelivery delivery, int status, string title, string detail)
    {
        metrics.Rejected(delivery.Reason!);
        rejected.Note(delivery);
        return TypedResults.Problem(detail, statusCode: status, title: title);
    }

    private static RejectedDelivery Rejected(string reason, Webhook webhook, long? bytes = null) =>
        new(reason, webhook.Store.Name, webhook.Topic.Name, bytes);

    // The sender has written it: an answer is no place for all of it.
    private static string Shown(string encoding) => encoding.Length <= 32 ? encoding : encoding[..32] + "…";
}
