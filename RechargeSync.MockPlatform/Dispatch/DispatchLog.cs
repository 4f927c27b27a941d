namespace RechargeSync.MockPlatform.Dispatch;

internal static partial class DispatchLog
{
    [LoggerMessage(7001, LogLevel.Debug, "Webhook {Topic} of {Store} delivered at attempt {Attempt}")]
    public static partial void WebhookDelivered(this ILogger logger, string store, string topic, int attempt);

    [LoggerMessage(
        7002,
        LogLevel.Information,
        "Webhook {Topic} of {Store} failed at attempt {Attempt} with status {StatusCode} (0: no answer); next attempt in {Wait}"
    )]
    public static partial void WebhookFailed(
        this ILogger logger,
        string store,
        string topic,
        int attempt,
        int statusCode,
        TimeSpan wait
    );

    [LoggerMessage(
        7003,
        LogLevel.Warning,
        "Webhook {Topic} of {Store} failed {Attempts} times; its subscription {SubscriptionId} is deleted"
    )]
    public static partial void SubscriptionDeleted(
        this ILogger logger,
        string store,
        string topic,
        int attempts,
        long subscriptionId
    );

    [LoggerMessage(
        7004,
        LogLevel.Information,
        "Webhook {Topic} of {Store} given up after attempt {Attempt} with status {StatusCode}"
    )]
    public static partial void WebhookAbandoned(
        this ILogger logger,
        string store,
        string topic,
        int attempt,
        int? statusCode
    );
}
