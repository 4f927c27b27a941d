using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Inbox;

/// <summary>A request whose address is understood and whose headers were read.</summary>
/// <param name="Store">The store.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Claim">The signature that its body has to fit.</param>
/// <param name="Request">The request.</param>
internal readonly record struct Webhook(Store Store, RechargeTopic Topic, SignatureClaim Claim, HttpRequest Request)
{
    /// <summary>The delivery that a rightly signed body is.</summary>
    public Delivery Delivery(byte[] body)
    {
        var envelope = WebhookEnvelope.Read(body, Topic);
        return new Delivery(Store.Name, Topic.Name, envelope.Resource, body, envelope.Problem, Activity.Current?.Id);
    }

    /// <summary>The delivery that the head of a rightly signed body above the cap is.</summary>
    public Delivery Oversize(OversizeBody body) =>
        new(
            Store.Name,
            Topic.Name,
            WebhookEnvelope.ReadHead(body.Head, Topic),
            body.Head,
            $"too large: {body.Length} bytes, the first {body.Head.Length} are kept",
            Activity.Current?.Id
        )
        {
            DedupeKey = body.DedupeKey,
        };
}
