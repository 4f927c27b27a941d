using Microsoft.Extensions.Logging;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Messages 4100 to 4199.</summary>
internal static partial class ReconciliationLog
{
    [LoggerMessage(4100, LogLevel.Debug, "Run {RunId} of store {Store} compares orders updated since {From:O}")]
    public static partial void RunBegins(this ILogger logger, string store, long runId, DateTimeOffset from);

    [LoggerMessage(4101, LogLevel.Debug, "Run {RunId} of store {Store} is done after {Elapsed}")]
    public static partial void RunDone(this ILogger logger, string store, long runId, TimeSpan elapsed);

    [LoggerMessage(
        4102,
        LogLevel.Warning,
        "Run {RunId} of store {Store}: {Count} orders are {Kind}, {Healed} of them were given to the state machine"
    )]
    public static partial void DriftFound(
        this ILogger logger,
        string store,
        long runId,
        DriftKind kind,
        int count,
        int healed
    );

    [LoggerMessage(4107, LogLevel.Warning, "Run {RunId} of store {Store}: {Warning}")]
    public static partial void RunWarned(this ILogger logger, string store, long runId, string warning);

    [LoggerMessage(
        4120,
        LogLevel.Error,
        "The database has lost commits: it was restored, or a standby took over without them. Every order from before "
            + "now is looked up before it is created; the stores' orders since {RestoredTo:O} are walked. If it was "
            + "restored to an earlier time, say so: rechargesync restored --to TIME"
    )]
    public static partial void CommitsLost(this ILogger logger, DateTimeOffset? restoredTo);

    [LoggerMessage(4121, LogLevel.Warning, "Whether the database has lost commits could not be asked; it is again")]
    public static partial void RestoreWatchFailed(this ILogger logger, Exception exception);

    [LoggerMessage(4110, LogLevel.Warning, "Store {Store}: the subscription to {Topic} was missing and is there again")]
    public static partial void SubscriptionCreated(this ILogger logger, string store, string topic);

    [LoggerMessage(
        4111,
        LogLevel.Warning,
        "Store {Store}: subscription {SubscriptionId} was a surplus copy for {Topic} and is deleted"
    )]
    public static partial void SubscriptionDeleted(
        this ILogger logger,
        string store,
        long subscriptionId,
        string topic
    );

    [LoggerMessage(
        4112,
        LogLevel.Warning,
        "Store {Store}: a backfill from {From:O} follows, when the subscriptions were last seen"
    )]
    public static partial void BackfillAsked(this ILogger logger, string store, DateTimeOffset from);
}
