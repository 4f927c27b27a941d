using Microsoft.Extensions.Logging;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>Messages 3000 to 3999.</summary>
internal static partial class WorkLog
{
    [LoggerMessage(3001, LogLevel.Debug, "{ResourceKey} of store {Store}: {Topic} applied as {State} {Reason}")]
    public static partial void DeliveryApplied(
        this ILogger logger,
        string store,
        ResourceKey resourceKey,
        string topic,
        DeliveryState state,
        string? reason
    );

    [LoggerMessage(3002, LogLevel.Warning, "{ResourceKey} of store {Store}: {Topic} quarantined: {Problem}")]
    public static partial void DeliveryNotUnderstood(
        this ILogger logger,
        string store,
        ResourceKey resourceKey,
        string topic,
        string? problem
    );

    [LoggerMessage(
        3003,
        LogLevel.Warning,
        "{ResourceKey} of store {Store}: {Step} failed ({Reason}, status {Status}), attempt {Attempts}; "
            + "next at {RetryAt:O}"
    )]
    public static partial void StepFailed(
        this ILogger logger,
        string store,
        ResourceKey resourceKey,
        WorkStep step,
        string reason,
        int? status,
        int attempts,
        DateTimeOffset? retryAt
    );

    [LoggerMessage(
        3004,
        LogLevel.Error,
        "{ResourceKey} of store {Store} is a dead letter: {Step} failed for good ({Reason}, status {Status})"
    )]
    public static partial void DeadLetter(
        this ILogger logger,
        string store,
        ResourceKey resourceKey,
        WorkStep step,
        string reason,
        int? status
    );

    [LoggerMessage(3005, LogLevel.Information, "{ResourceKey} of store {Store} is {State} {Reason}")]
    public static partial void Settled(
        this ILogger logger,
        string store,
        ResourceKey resourceKey,
        WorkState state,
        string? reason
    );

    [LoggerMessage(
        3006,
        LogLevel.Warning,
        "{ResourceKey} of store {Store} was taken over by another worker; this one writes nothing"
    )]
    public static partial void Fenced(this ILogger logger, string store, ResourceKey resourceKey);

    [LoggerMessage(3007, LogLevel.Error, "The scan for due work failed; it is repeated")]
    public static partial void DueFailed(this ILogger logger, Exception exception);

    [LoggerMessage(
        3008,
        LogLevel.Information,
        "{Count} rows that an earlier process of this worker held are due again"
    )]
    public static partial void OwnReleased(this ILogger logger, int count);

    [LoggerMessage(
        3009,
        LogLevel.Error,
        "Due work on {ResourceKey} of store {Store} failed unexpectedly; it is tried again"
    )]
    public static partial void DueWorkFailed(
        this ILogger logger,
        Exception exception,
        string store,
        ResourceKey resourceKey
    );

    [LoggerMessage(
        3010,
        LogLevel.Warning,
        "Charge {ChargeId} of store {Store} was left without our id ({Reason}); the order goes on"
    )]
    public static partial void ChargeLeft(this ILogger logger, string store, long chargeId, string reason);

    [LoggerMessage(3011, LogLevel.Debug, "The backlog could not be measured")]
    public static partial void MeasureFailed(this ILogger logger, Exception exception);

    [LoggerMessage(3012, LogLevel.Error, "{ResourceKey} of store {Store}: {Topic} cannot be applied and is dead")]
    public static partial void DeliveryFailed(
        this ILogger logger,
        Exception exception,
        string store,
        ResourceKey resourceKey,
        string topic
    );

    [LoggerMessage(3013, LogLevel.Error, "{ResourceKey} of store {Store}: {Step} failed unexpectedly")]
    public static partial void StepThrew(
        this ILogger logger,
        Exception exception,
        string store,
        ResourceKey resourceKey,
        WorkStep step
    );

    [LoggerMessage(
        3014,
        LogLevel.Error,
        "{ResourceKey} of store {Store} is a dead letter by what was delivered: {Reason}"
    )]
    public static partial void DeadByDelivery(
        this ILogger logger,
        string store,
        ResourceKey resourceKey,
        string? reason
    );

    [LoggerMessage(
        3016,
        LogLevel.Information,
        "{ResourceKey} of store {Store}: what came of an earlier {Step} is not known yet; next look at {Until:O}"
    )]
    public static partial void PutOff(
        this ILogger logger,
        string store,
        ResourceKey resourceKey,
        WorkStep step,
        DateTimeOffset until
    );

    [LoggerMessage(
        3017,
        LogLevel.Warning,
        "{Count} orders are sent to the platform once more: a worker that had lost their lease may have written late"
    )]
    public static partial void WrittenOnceMore(this ILogger logger, int count);

    [LoggerMessage(3018, LogLevel.Critical, "{Problem} A worker that does not get its name back within a minute stops")]
    public static partial void NameTaken(this ILogger logger, string problem);

    [LoggerMessage(3019, LogLevel.Warning, "Whether the worker still has its name could not be asked; it is again")]
    public static partial void NameNotAsked(this ILogger logger, Exception exception);

    [LoggerMessage(3015, LogLevel.Warning, "The database's clock went back: {Count} rows from its future are due now")]
    public static partial void ClockWentBack(this ILogger logger, long count);

    [LoggerMessage(
        3023,
        LogLevel.Error,
        "Deliveries of store {Store} wait, and it is not configured here: add Stores:{Store} to the Worker's "
            + "configuration"
    )]
    public static partial void StoreNotConfigured(this ILogger logger, string store);

    [LoggerMessage(
        3020,
        LogLevel.Error,
        "{Side} of store {Store} refuses everything ({Reason}, status {Status}): its orders wait, and one at a time is "
            + "tried until one is answered"
    )]
    public static partial void StorePaused(
        this ILogger logger,
        string store,
        StoreSide side,
        string reason,
        int? status
    );

    [LoggerMessage(
        3021,
        LogLevel.Information,
        "{Side} of store {Store} takes orders again; those that have waited go on"
    )]
    public static partial void StoreResumed(this ILogger logger, string store, StoreSide side);

    [LoggerMessage(3022, LogLevel.Error, "The look for paused stores failed; it is repeated")]
    public static partial void PausesFailed(this ILogger logger, Exception exception);

    [LoggerMessage(
        3024,
        LogLevel.Error,
        "{ResourceKey} of store {Store}: Postgres refuses what is to be saved (SQLSTATE {SqlState})"
    )]
    public static partial void SaveRefused(this ILogger logger, string store, ResourceKey resourceKey, string sqlState);
}
