using System.Net;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Inbox;

/// <summary>Messages 1000 to 1999.</summary>
internal static partial class InboxLog
{
    [LoggerMessage(
        1001,
        LogLevel.Warning,
        "Deliveries for store {Store} refused: signature {Verdict}, {Count} since the last line, this one from {Address}"
    )]
    public static partial void SignatureRejected(
        this ILogger logger,
        string store,
        SignatureVerdict verdict,
        int count,
        IPAddress? address
    );

    [LoggerMessage(1002, LogLevel.Warning, "Delivery {Topic} of store {Store} quarantined: {Problem}")]
    public static partial void DeliveryQuarantined(this ILogger logger, string store, string topic, string problem);

    [LoggerMessage(
        1003,
        LogLevel.Warning,
        "The topic header of a delivery to store {Store} differs from its address {Topic}; the address counts"
    )]
    public static partial void TopicHintDiffers(this ILogger logger, string store, string topic);

    [LoggerMessage(
        1004,
        LogLevel.Error,
        "Delivery {Topic} of store {Store} could not be stored; answered 503, {Count} since the last line"
    )]
    public static partial void CannotStore(
        this ILogger logger,
        Exception exception,
        string topic,
        string store,
        int count
    );

    [LoggerMessage(
        1005,
        LogLevel.Warning,
        "{Count} times work was taken up from the inbox that no stream entry had led to, since the last line"
    )]
    public static partial void Swept(this ILogger logger, int count);

    [LoggerMessage(1006, LogLevel.Error, "The sweep failed; it is tried again")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(
        1007,
        LogLevel.Error,
        "Work on {ResourceKey} of store {Store} failed unexpectedly; it stays stored and is tried again"
    )]
    public static partial void SweptWorkFailed(
        this ILogger logger,
        Exception exception,
        string store,
        ResourceKey resourceKey
    );

    [LoggerMessage(
        1008,
        LogLevel.Warning,
        "Deliveries for store {Store} answered 503: {Reason}, {Count} since the last line"
    )]
    public static partial void RejectedForNow(this ILogger logger, string store, string reason, int count);

    [LoggerMessage(
        1009,
        LogLevel.Error,
        "Since {Since:O} every delivery to store {Store} is refused for its signature: Recharge does not repeat them; "
            + "correct the store's ClientSecrets"
    )]
    public static partial void DeliveriesRefused(this ILogger logger, string store, DateTimeOffset since);

    [LoggerMessage(
        1010,
        LogLevel.Warning,
        "Deliveries to store {Store} are accepted again; reconciliation looks for what was refused since {Since:O}"
    )]
    public static partial void DeliveriesAcceptedAgain(this ILogger logger, string store, DateTimeOffset since);

    [LoggerMessage(1011, LogLevel.Debug, "What became of deliveries could not be noted; it is tried again")]
    public static partial void RefusalsNotNoted(this ILogger logger, Exception exception);
}
